package dev.comicpile.portability.leaving;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tombstones in a file outside the database, one a line: the permanent id and when it was.
 *
 * @param path of that file, which need not be there
 */
public record TombstoneFile(Path path) {

  /** Its name, beside the data and beside backups. */
  public static final String NAME = "deleted-accounts.txt";

  /** The one beside a backup. */
  public static TombstoneFile beside(Path backup) {
    return new TombstoneFile(backup.toAbsolutePath().resolveSibling(NAME));
  }

  /**
   * All that it holds; none where there is no file. Lines that are no tombstones are passed over.
   *
   * @throws IOException if it cannot be read
   */
  public Set<Tombstone> read() throws IOException {
    if (!Files.exists(path)) {
      return Set.of();
    }
    return Files.readAllLines(path).stream()
        .flatMap(line -> tombstone(line).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Optional<Tombstone> tombstone(String line) {
    String[] words = line.strip().split(" ");
    try {
      return words.length == 2
          ? Optional.of(new Tombstone(UUID.fromString(words[0]), Instant.parse(words[1])))
          : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Adds those that are not there yet, and is back when they are on the disk.
   *
   * @throws IOException if they could not be written
   */
  public void add(Collection<Tombstone> tombstones) throws IOException {
    Set<UUID> known = read().stream().map(Tombstone::permanentId).collect(Collectors.toSet());
    List<Tombstone> fresh =
        tombstones.stream().filter(each -> !known.contains(each.permanentId())).toList();
    if (fresh.isEmpty()) {
      return;
    }
    // A line that was cut short on a full disk takes none of these with it.
    boolean cutShort = Files.exists(path) && !Files.readString(path).endsWith("\n");
    String lines =
        fresh.stream()
            .map(each -> each.permanentId() + " " + each.deletedAt() + "\n")
            .collect(Collectors.joining("", cutShort ? "\n" : "", ""));
    try (FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      Channels.newOutputStream(file).write(lines.getBytes(StandardCharsets.UTF_8));
      file.force(true);
    }
  }
}

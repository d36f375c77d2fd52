package dev.comicpile.command.pile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Die;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.domain.pile.Action;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.PileSnapshot;
import dev.comicpile.eventstore.PileStreams;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/**
 * A snapshot is read only by a program that writes the same revision, so what is written may change
 * only together with it. The file of a revision is approved and stays as it is: where this test
 * fails, raise the revision of {@link PileAggregate} and have {@code -Dapprove=true} write the next
 * file.
 */
@CommandServiceTest
class SnapshotContractIT {

  private static final Path APPROVED = Path.of("src/test/resources/snapshots");
  private static final Instant AT = Instant.parse("2026-03-01T20:15:30.123456Z");

  /** Every field has a value somewhere, and every one that may be null is so once. */
  private static final PileSnapshot EXAMPLE =
      new PileSnapshot(
          new ReaderId(7),
          12,
          List.of(
              new ThreadFacts(
                  new ThreadId(1),
                  "Saga",
                  "Trade",
                  5,
                  new BigDecimal("-1.5"),
                  4.5,
                  AT,
                  "https://example.org/saga",
                  AT,
                  "from the library",
                  true,
                  AT),
              new ThreadFacts(
                  new ThreadId(2),
                  "Bone",
                  "Comic",
                  0,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  false,
                  AT)),
          List.of(
              new SessionFacts(
                  new SessionId(3),
                  AT,
                  AT,
                  AT,
                  Die.D6,
                  Die.D4,
                  null,
                  List.of(Die.D6, Die.D4),
                  null,
                  false,
                  List.of()),
              new SessionFacts(
                  new SessionId(4),
                  AT,
                  null,
                  AT,
                  Die.D8,
                  Die.D8,
                  Die.D20,
                  List.of(Die.D8),
                  new SessionFacts.Pick(
                      new ThreadId(1), SelectionMethod.SET_PENDING, Die.D20, 0, 1, 2, AT),
                  true,
                  List.of(new ThreadId(2)))),
          List.of(
              new Action(new VersionRange(1, 2), List.of(), List.of()),
              new Action(
                  new VersionRange(9, 9),
                  List.of(new VersionRange(3, 4)),
                  List.of(new VersionRange(5, 6)))),
          List.of(new Action(new VersionRange(10, 11), List.of(), List.of())));

  private final JsonMapper json = new JsonMapper();

  /** The serializer that snapshots are stored with. */
  @Autowired Serializer serializer;

  @Test
  void aSnapshotIsWrittenAsApprovedForItsRevisionAndReadBack() throws IOException {
    SerializedObject<byte[]> written =
        serializer.serialize(new PileAggregate(Pile.of(EXAMPLE)), byte[].class);
    Path file =
        APPROVED.resolve(PileStreams.TYPE + "." + written.getType().getRevision() + ".json");
    if (Boolean.getBoolean("approve") && Files.notExists(file)) {
      Files.createDirectories(APPROVED);
      Files.writeString(
          file,
          json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(written.getData()))
              + "\n");
    }

    String approved = Files.readString(file);
    assertThat(json.readTree(written.getData())).isEqualTo(json.readTree(approved));
    PileAggregate read =
        serializer.deserialize(
            new SimpleSerializedObject<>(
                approved.getBytes(StandardCharsets.UTF_8), byte[].class, written.getType()));
    assertThat(Objects.requireNonNull(read).snapshot()).isEqualTo(EXAMPLE);
  }
}

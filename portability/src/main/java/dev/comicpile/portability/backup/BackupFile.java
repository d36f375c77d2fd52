package dev.comicpile.portability.backup;

import dev.comicpile.portability.backup.Manifest.TableContent;
import dev.comicpile.portability.backup.Manifest.TableName;
import dev.comicpile.startup.StartFailure;
import dev.comicpile.web.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StreamUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A zip file with an entry for each table, as PostgreSQL's COPY writes it, and a manifest. */
final class BackupFile {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private BackupFile() {}

  /** Writes rows, and says how many. */
  interface Rows {
    long writeTo(OutputStream out) throws IOException, SQLException;
  }

  /** Writes the entries of a file, which gets its name when it is complete. */
  static final class Writer implements AutoCloseable {
    private final Path file;
    private final Path incomplete;
    private final FileChannel channel;
    private final ZipOutputStream zip;

    /** Nobody else may read it: password hashes and the keys that sign tokens are in it. */
    Writer(Path file) throws IOException {
      this.file = file;
      this.incomplete = file.resolveSibling(file.getFileName() + ".incomplete");
      Files.deleteIfExists(incomplete);
      FileAttribute<?>[] ownerOnly =
          file.getFileSystem().supportedFileAttributeViews().contains("posix")
              ? new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
              }
              : new FileAttribute<?>[0];
      channel =
          FileChannel.open(
              incomplete,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownerOnly);
      zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
    }

    /** Adds the rows of a table. */
    TableContent add(TableName table, List<String> columns, Rows rows)
        throws IOException, SQLException {
      MessageDigest sha256 = Sha256.digest();
      zip.putNextEntry(new ZipEntry(table.entry()));
      long count;
      try (OutputStream entry =
          new DigestOutputStream(new BufferedOutputStream(StreamUtils.nonClosing(zip)), sha256)) {
        count = rows.writeTo(entry);
      }
      zip.closeEntry();
      return new TableContent(table, columns, count, HexFormat.of().formatHex(sha256.digest()));
    }

    /**
     * Makes it a whole file, on the disk, and reads it again; it has no name yet.
     *
     * @throws StartFailure if it is not what was written
     */
    Manifest finish(Manifest manifest) throws IOException {
      zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
      zip.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
      zip.closeEntry();
      zip.finish();
      zip.flush();
      channel.force(true);
      channel.close();
      return verify(incomplete);
    }

    /** Gives it its name: from now on it is a backup. */
    void name() throws IOException {
      Files.move(incomplete, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Leaves nothing where it was not finished. */
    @Override
    public void close() throws IOException {
      try {
        channel.close();
      } finally {
        Files.deleteIfExists(incomplete);
      }
    }
  }

  /**
   * Reads the whole of a file and compares it with its manifest.
   *
   * @throws StartFailure if it is not a whole backup
   */
  static Manifest verify(Path file) {
    if (!Files.isReadable(file)) {
      throw new StartFailure("There is no backup " + file + " that can be read.");
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Manifest manifest = manifest(file, zip);
      for (TableContent table : manifest.tables()) {
        if (!sha256(zip, table.table()).equals(table.sha256())) {
          throw damaged(
              file, "the rows of " + table.table() + " are not those it was made of", null);
        }
      }
      return manifest;
    } catch (IOException | JacksonException e) {
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * What a file says that it holds, which is not compared with what it does.
   *
   * @throws StartFailure if it cannot be read that far
   */
  static Manifest manifest(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return manifest(file, zip);
    } catch (IOException | JacksonException e) {
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static Manifest manifest(Path file, ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(Manifest.ENTRY);
    JsonNode manifest = MissingNode.getInstance();
    if (entry != null) {
      try (InputStream in = zip.getInputStream(entry)) {
        manifest = JSON.readTree(in);
      }
    }
    // Before anything else is looked at: another format has other fields.
    int version = manifest.path("formatVersion").asInt(0);
    if (!Manifest.FORMAT.equals(manifest.path("format").asString(""))
        || version < Manifest.FORMAT_VERSION) {
      throw damaged(file, "it has no manifest of one", null);
    }
    if (version > Manifest.FORMAT_VERSION) {
      throw new StartFailure(
          "The backup "
              + file
              + " was made by a newer Comic Pile: restore it with the version that made it, or a"
              + " later one.");
    }
    return JSON.treeToValue(manifest, Manifest.class);
  }

  private static String sha256(ZipFile zip, TableName table) throws IOException {
    MessageDigest sha256 = Sha256.digest();
    try (DigestInputStream in = new DigestInputStream(rows(zip, table), sha256)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** The rows of a table. */
  static InputStream rows(ZipFile zip, TableName table) throws IOException {
    ZipEntry entry = zip.getEntry(table.entry());
    if (entry == null) {
      throw new IOException("the rows of " + table + " are missing");
    }
    return zip.getInputStream(entry);
  }

  private static StartFailure damaged(Path file, String reason, @Nullable Throwable cause) {
    return new StartFailure(
        file + " is not a whole backup of Comic Pile (" + reason + "): nothing was restored.",
        cause);
  }
}

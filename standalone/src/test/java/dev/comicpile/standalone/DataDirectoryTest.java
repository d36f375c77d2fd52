package dev.comicpile.standalone;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.startup.StartFailure;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the user who runs Comic Pile gets into its data directory. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class DataDirectoryTest {

  private static final Set<PosixFilePermission> OWNER = fromString("rwx------");

  @TempDir Path directory;

  @Test
  void itIsItsOwnersAloneFromItsCreation() throws IOException {
    Path path = directory.resolve("not").resolve("there").resolve("yet");
    try (DataDirectory data = DataDirectory.hold(path)) {
      assertThat(Files.getPosixFilePermissions(path)).isEqualTo(OWNER);
      assertThat(Files.getPosixFilePermissions(data.logs())).isEqualTo(OWNER);
    }
  }

  @Test
  void oneThatWasOpenIsClosedAndProgramsInItAreNotBelieved() throws IOException {
    Path program = Files.createDirectories(directory.resolve("program").resolve("1"));
    Path postgres = Files.createDirectories(directory.resolve("postgres-program").resolve("1"));
    Path kept = Files.createDirectories(directory.resolve("postgres").resolve("base"));
    Files.setPosixFilePermissions(directory, fromString("rwxr-xr-x"));
    try (DataDirectory data = DataDirectory.hold(directory)) {
      assertThat(Files.getPosixFilePermissions(data.path())).isEqualTo(OWNER);
    }
    assertThat(program).doesNotExist();
    assertThat(postgres).doesNotExist();
    assertThat(kept).exists();
  }

  /** Only root can give something away. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "postgres", "postgres.password", "format.properties", "log/comic-pile.log"})
  void oneThatBelongsToAnotherUserIsRefusedWithTheCommandThatMendsIt(String part) throws Exception {
    Path other = directory.resolve(part);
    Files.createDirectories(directory.resolve("log"));
    Files.createFile(directory.resolve("log/comic-pile.log"));
    Files.createFile(directory.resolve("postgres.password"));
    Files.createFile(directory.resolve("format.properties"));
    Files.createDirectory(directory.resolve("postgres"));
    giveAway(other);

    assertThatThrownBy(() -> DataDirectory.hold(directory))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(other.normalize() + " belongs to user 54321, and this is user ")
        .hasMessageContaining(" \"" + directory + "\"`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost+found", "postgres.bak", "postgres-2026.tar.gz", "log/old.log.gz"})
  void whatElseLiesThereMayBelongToAnybody(String part) throws IOException {
    Path other = directory.resolve(part);
    Files.createDirectories(other.getParent());
    giveAway(Files.createFile(other));

    DataDirectory.hold(directory).close();
  }

  @Test
  void aLinkMayBelongToAnybody() throws IOException {
    Path link = directory.resolve("link");
    Files.createSymbolicLink(link, Files.createDirectory(directory.resolve("elsewhere")));
    giveAway(link);

    DataDirectory.hold(link).close();
  }

  private static void giveAway(Path path) throws IOException {
    try {
      Files.setAttribute(path, "unix:uid", 54321, LinkOption.NOFOLLOW_LINKS);
    } catch (FileSystemException e) {
      Assumptions.abort("this user cannot give away " + path);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPasswordThatIsMissingOrEmptyIsNotMadeAnewForADatabaseThatHasOne(boolean empty)
      throws IOException {
    PostgresFiles files = new PostgresFiles(directory);
    String made = files.password();
    Files.createDirectory(files.cluster());
    assertThat(files.password()).isEqualTo(made);
    Files.delete(files.passwordFile());
    if (empty) {
      Files.createFile(files.passwordFile());
    }

    assertThatThrownBy(files::password)
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(files.passwordFile() + " is missing or empty");
  }

  @Test
  void programsInOneThatWasClosedAreKept() throws IOException {
    Path program = Files.createDirectories(directory.resolve("program").resolve("1"));
    Files.setPosixFilePermissions(directory, OWNER);
    try (DataDirectory data = DataDirectory.hold(directory)) {
      assertThat(data.path().resolve("program").resolve("1")).isEqualTo(program).exists();
    }
  }

  @Test
  void nobodyElseCanWriteToPostgresPrograms() throws IOException {
    PostgresPrograms.in(directory, PostgresFiles.MAJOR);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(path -> !Files.isSymbolicLink(path)).toList()) {
        assertThat(Files.getPosixFilePermissions(file))
            .as(file.toString())
            .doesNotContain(PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);
      }
    }
  }
}

package dev.comicpile.standalone;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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

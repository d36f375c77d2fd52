package dev.comicpile.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.startup.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A data directory says which program it is of. */
class DirectoryFormatTest {

  private static final DirectoryFormat OWN = new DirectoryFormat("1.9.2-SNAPSHOT", 18);

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"1.9.3, 18", "1.10, 18", "2.0.0, 18", "1.9.2, 19", "1.0, 20"})
  void anOlderProgramRefusesItWithASentenceThatNamesBoth(String program, int postgresql) {
    new DirectoryFormat(program, postgresql).mark(directory);

    assertThatThrownBy(() -> OWN.requireNotNewer(directory))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("Comic Pile " + program + " with PostgreSQL " + postgresql)
        .hasMessageContaining("the older Comic Pile 1.9.2-SNAPSHOT with PostgreSQL 18");
  }

  @ParameterizedTest
  @CsvSource({"1.9.2, 18", "1.9, 18", "0.99.99, 17", "(development), 18"})
  void oneOfTheSameOrAnEarlierProgramIsTakenAndMarked(String program, int postgresql) {
    DirectoryFormat before = new DirectoryFormat(program, postgresql);
    before.mark(directory);

    OWN.requireNotNewer(directory);
    assertThat(OWN.upgradeOf(directory)).get().asString().contains("" + before, "" + OWN);
    OWN.mark(directory);

    assertThat(DirectoryFormat.of(directory)).contains(OWN);
    assertThat(OWN.upgradeOf(directory)).isEmpty();
  }

  @Test
  void oneWithoutTheFileIsOfAProgramFromBeforeIt() throws IOException {
    assertThat(OWN.upgradeOf(directory)).isEmpty();

    Files.createDirectory(directory.resolve("postgres"));

    OWN.requireNotNewer(directory);
    assertThat(OWN.upgradeOf(directory))
        .get()
        .asString()
        .contains("was last used by an earlier Comic Pile, and is upgraded to " + OWN);
  }

  @Test
  void aFileThatSaysNothingIsNotTakenForAnyVersion() throws IOException {
    Files.writeString(directory.resolve(DirectoryFormat.FILE), "program=1.0\n");

    assertThatThrownBy(() -> OWN.requireNotNewer(directory))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("does not say which program");
  }
}

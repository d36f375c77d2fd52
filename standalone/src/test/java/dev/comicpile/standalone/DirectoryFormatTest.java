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
import org.junit.jupiter.params.provider.ValueSource;

/** A data directory says which program it is of. */
class DirectoryFormatTest {

  private static final DirectoryFormat OWN = new DirectoryFormat("1.9.2-SNAPSHOT", 18, 38);

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "1.9.3, 18, 38",
    "1.10, 18, 38",
    "2.0.0, 18, 38",
    "1.9.2, 19, 38",
    "1.0, 20, 38",
    "1.9.2-SNAPSHOT, 18, 39",
    "(development), 18, 39"
  })
  void anOlderProgramRefusesItWithASentenceThatNamesBoth(
      String program, int postgresql, int migrations) {
    DirectoryFormat last = new DirectoryFormat(program, postgresql, migrations);
    last.mark(directory);

    assertThatThrownBy(() -> OWN.requireNotNewer(directory))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("was last used by " + last)
        .hasMessageContaining(
            "the older Comic Pile 1.9.2-SNAPSHOT with PostgreSQL 18 and 38 migrations");
  }

  @Test
  void aProgramThatDoesNotKnowItsVersionIsOlderThanAnyThatDoes() {
    new DirectoryFormat("0.1", 18, 38).mark(directory);

    assertThatThrownBy(
            () -> new DirectoryFormat("(development)", 18, 38).requireNotNewer(directory))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("last used by Comic Pile 0.1")
        .hasMessageContaining("the older Comic Pile (development)");
  }

  @Test
  void aProgramKnowsWhatItIs() {
    assertThat(DirectoryFormat.own().migrations()).isGreaterThanOrEqualTo(38);
  }

  @ParameterizedTest
  @CsvSource({"1.9.2, 18, 38", "1.9, 18, 38", "0.99.99, 17, 0", "(development), 18, 37"})
  void oneOfTheSameOrAnEarlierProgramIsTakenAndMarked(
      String program, int postgresql, int migrations) {
    DirectoryFormat before = new DirectoryFormat(program, postgresql, migrations);
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
  void oneWithoutTheNumberOfMigrationsIsOfAProgramFromBeforeIt() throws IOException {
    Files.writeString(
        directory.resolve(DirectoryFormat.FILE), "program=1.9.2-SNAPSHOT\npostgresql=18\n");

    OWN.requireNotNewer(directory);

    assertThat(OWN.upgradeOf(directory)).isPresent();
  }

  @Test
  void oneWhoseDatabaseIsGoneIsNotBegunAnew() throws IOException {
    DirectoryFormat.requireDatabase(directory);
    OWN.mark(directory);

    assertThatThrownBy(() -> DirectoryFormat.requireDatabase(directory))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("was used by " + OWN)
        .hasMessageContaining(directory.resolve("postgres") + " is gone");

    Files.createDirectory(directory.resolve("postgres"));
    DirectoryFormat.requireDatabase(directory);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "program=1.0\n",
        "program=1.0\npostgresql=18\nmigrations=many\n",
        "\\u00zz=\n"
      })
  void aFileThatSaysNothingIsNotTakenForAnyVersion(String content) throws IOException {
    Files.writeString(directory.resolve(DirectoryFormat.FILE), content);

    assertThatThrownBy(() -> OWN.requireNotNewer(directory))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("does not say which program");
  }
}

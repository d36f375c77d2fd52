package dev.comicpile.portability.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import dev.comicpile.portability.backup.Manifest.TableContent;
import dev.comicpile.portability.backup.Manifest.TableName;
import dev.comicpile.portability.backup.StoredBackup.State;
import dev.comicpile.startup.StartFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.scheduling.TaskScheduler;

/** What is in a folder of backups, and when the next one comes. */
class BackupFolderTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private static final DataSource NO_DATABASE =
      new AbstractDataSource() {
        @Override
        public Connection getConnection() throws SQLException {
          throw new SQLException("The database is away");
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
          return getConnection();
        }
      };

  private final TaskScheduler scheduler = mock(TaskScheduler.class);

  @TempDir Path place;

  private Path backup(String time) throws Exception {
    Instant at = Instant.parse(time);
    Path file = place.resolve("comic-pile-" + time.replace("-", "").replace(":", "") + "-7.zip");
    try (BackupFile.Writer writer = new BackupFile.Writer(file)) {
      TableContent events =
          writer.add(
              new TableName("event_store", "domain_event"),
              List.of("payload"),
              out -> {
                out.write("a\nb\n".getBytes(StandardCharsets.UTF_8));
                return 2;
              });
      writer.finish(
          new Manifest(
              Manifest.FORMAT,
              Manifest.FORMAT_VERSION,
              at,
              "store",
              List.of(),
              List.of(events),
              List.of()));
      writer.name();
    }
    return file;
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    // within the rows, so that the manifest is as it was
    bytes[60] ^= 1;
    Files.write(file, bytes);
  }

  private BackupFolder folder(int keep) {
    return new BackupFolder(place, keep, CLOCK);
  }

  private Backups backups(String folder, String time) {
    return backups(folder, time, false);
  }

  private Backups backups(String folder, String time, boolean withoutEvents) {
    return backups(folder, time, withoutEvents, NO_DATABASE);
  }

  private Backups backups(String folder, String time, boolean withoutEvents, DataSource database) {
    return new Backups(
        BackupSettings.parse(folder, time, "2"),
        database,
        withoutEvents,
        scheduler,
        CLOCK,
        ZoneOffset.UTC,
        new SimpleMeterRegistry());
  }

  @Test
  void theNewestComesFirstAndNothingElseIsListed() throws Exception {
    backup("2026-11-24T03:30:00Z");
    backup("2026-11-25T03:30:00Z");
    Files.writeString(place.resolve("comic-pile-mine.zip"), "mine");
    Files.writeString(place.resolve("deleted-accounts.txt"), "");

    assertThat(folder(7).all())
        .extracting(StoredBackup::createdAt, StoredBackup::events, StoredBackup::state)
        .containsExactly(
            tuple(Instant.parse("2026-11-25T03:30:00Z"), 2L, State.GOOD),
            tuple(Instant.parse("2026-11-24T03:30:00Z"), 2L, State.GOOD));
    assertThat(folder(7).file("comic-pile-mine.zip")).isEmpty();
    assertThat(folder(7).file("../" + place.getFileName())).isEmpty();
  }

  @Test
  void whatWasChangedOnTheDiskIsFoundByReadingItAgain() throws Exception {
    Path file = backup("2026-11-25T03:30:00Z");
    BackupFolder folder = folder(7);
    assertThat(folder.check(file).state()).isEqualTo(State.GOOD);
    assertThat(folder.check(file).checkedAt()).isEqualTo(NOW);

    damage(file);

    assertThat(folder.check(file).state()).isEqualTo(State.DAMAGED);
    assertThat(folder.all().getFirst().problem()).contains("is not a whole backup");
  }

  /** A clock that ran ahead has made some that are dated after now. */
  @Test
  void thoseDatedAfterNowGoBeforeAnyThatIsReal() throws Exception {
    Path ahead = backup("2031-11-26T00:00:01Z");
    Path chosen = backup("2031-11-26T00:00:02Z");
    Path old = backup("2026-11-24T03:30:00Z");
    Path before = backup("2026-11-25T03:30:00Z");
    Path made = backup("2026-11-26T11:59:59Z");
    BackupFolder folder = folder(2);

    folder.removeOld(made, chosen);

    assertThat(List.of(made, before, chosen)).allSatisfy(kept -> assertThat(kept).exists());
    assertThat(List.of(ahead, old)).allSatisfy(gone -> assertThat(gone).doesNotExist());
  }

  @Test
  void whatWasJustMadeStaysWhereTheClockSaysThatItIsOfLater() throws Exception {
    Path made = backup("2026-11-26T12:00:01Z");
    Path old = backup("2026-11-25T03:30:00Z");

    folder(1).removeOld(made, null);

    assertThat(made).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void oneDatedAfterNowPutsNoneOff() throws Exception {
    backup("2031-11-26T00:00:01Z");
    backup("2026-11-26T03:30:01Z");

    assertThat(backups(place.toString(), "03:30").due())
        .isEqualTo(Instant.parse("2026-11-27T03:30:00Z"));
  }

  @Test
  void aRestoreThatFailedIsSaidAndIsNoFailureOfTheBackups() throws Exception {
    backup("2026-11-26T03:30:01Z");
    Backups backups = backups(place.toString(), "03:30");

    backups.restoreFailed("The restore failed.");

    assertThat(backups.lastFailure()).get().extracting(Backups.Failure::at).isEqualTo(NOW);
    assertThat(backups.areFailing()).isFalse();
    assertThat(backups.due()).isEqualTo(Instant.parse("2026-11-27T03:30:00Z"));
  }

  @Test
  void aFileThatWasCutShortIsDamagedWithoutBeingRead() throws Exception {
    Path file = backup("2026-11-25T03:30:00Z");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 80));

    assertThat(folder(7).all()).extracting(StoredBackup::state).containsExactly(State.DAMAGED);
  }

  @Test
  void aFileWhoseManifestLacksSomethingIsDamaged() throws Exception {
    withManifest("{\"format\":\"comic-pile-backup\",\"formatVersion\":1}");

    assertThat(folder(2).all()).extracting(StoredBackup::state).containsExactly(State.DAMAGED);
  }

  @Test
  void oneOfALaterFormatSaysSoWhateverElseItHas() throws Exception {
    Path file = withManifest("{\"format\":\"comic-pile-backup\",\"formatVersion\":2}");

    assertThatThrownBy(() -> BackupFile.manifest(file))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("made by a newer Comic Pile");
  }

  private Path withManifest(String manifest) throws IOException {
    Path file = place.resolve("comic-pile-20261125T033000Z-7.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
      zip.write(manifest.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  @Test
  void oneThatFailsRemovesNothingAndIsRemembered() throws Exception {
    Path good = backup("2026-11-20T03:30:00Z");
    Path damaged = backup("2026-11-25T03:30:00Z");
    Files.writeString(damaged, "no zip");
    Backups backups = backups(place.toString(), "03:30");

    assertThatThrownBy(() -> backups.make(null))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("The database is away");

    assertThat(backups.lastFailure()).get().extracting(Backups.Failure::at).isEqualTo(NOW);
    assertThat(backups.areFailing()).isTrue();
    assertThat(good).exists();
    assertThat(damaged).exists();
  }

  @ParameterizedTest
  @CsvSource({
    // made today, so tomorrow
    "03:30, 2026-11-26T03:30:01Z, 2026-11-27T03:30:00Z",
    // made by hand since
    "03:30, 2026-11-26T11:59:00Z, 2026-11-27T03:30:00Z",
    // yesterday's was the last, so today's was missed
    "03:30, 2026-11-25T03:30:01Z, 2026-11-26T12:10:00Z",
    // there is none
    "03:30, , 2026-11-26T12:10:00Z",
    // later today
    "20:15, 2026-11-25T20:15:01Z, 2026-11-26T20:15:00Z",
    "off, 2026-11-25T20:15:01Z,"
  })
  void theNextOneIsMadeAtItsTimeOrSoonAfterTheStartWhereThatWasMissed(
      String time, @Nullable String last, @Nullable String next) throws Exception {
    if (last != null) {
      backup(last);
    }
    Backups backups = backups(place.toString(), time);

    assertThat(backups.due()).isEqualTo(next == null ? null : Instant.parse(next));
  }

  @Test
  void oneThatFailedIsTriedAgainInAnHour() throws Exception {
    backup("2026-11-26T03:30:01Z");
    Backups backups = backups(place.toString(), "03:30");
    assertThatThrownBy(() -> backups.make(null)).isInstanceOf(StartFailure.class);

    assertThat(backups.due()).isEqualTo(Instant.parse("2026-11-26T13:00:00Z"));
  }

  @Test
  void oneThatFailedByAFaultIsTriedAgainInAnHourToo() throws Exception {
    backup("2026-11-25T03:30:01Z");
    DataSource faulty = mock(DataSource.class);
    when(faulty.getConnection()).thenThrow(new IllegalStateException("planned"));
    Backups backups = backups(place.toString(), "03:30", false, faulty);
    assertThatThrownBy(() -> backups.make(null)).isInstanceOf(IllegalStateException.class);

    assertThat(backups.areFailing()).isTrue();
    assertThat(backups.lastFailure())
        .get()
        .extracting(Backups.Failure::message)
        .isEqualTo("The backup failed for a reason that the log tells.");
    assertThat(backups.due()).isEqualTo(Instant.parse("2026-11-26T13:00:00Z"));
  }

  @Test
  void withoutAFolderNoneIsDueAndASentenceSaysWhy() {
    Backups backups = backups("", "03:30");

    assertThat(backups.due()).isNull();
    assertThat(backups.unavailable()).get().asString().contains("PILE_BACKUP_FOLDER");
  }

  @Test
  void whereTheEventsAreOnAnAxonServerNoneIsMadeAndASentenceSaysWhatToDo() {
    Backups backups = backups(place.toString(), "03:30", true);

    assertThat(backups.due()).isNull();
    assertThat(backups.unavailable())
        .get()
        .asString()
        .startsWith("The events are on an Axon Server")
        .contains("back up the Axon Server by its own means first, and the database after it");
  }

  /** Between two backups there is one timer, and no thread that looks whether it is time. */
  @Test
  void oneTimerWakesItAndIsSetAnewWhateverCameOfIt() throws Exception {
    backup("2026-11-26T03:30:01Z");
    ArgumentCaptor<Runnable> task = ArgumentCaptor.forClass(Runnable.class);
    ArgumentCaptor<Instant> at = ArgumentCaptor.forClass(Instant.class);
    Backups backups = backups(place.toString(), "03:30");

    backups.begin();

    verify(scheduler).schedule(task.capture(), at.capture());
    assertThat(at.getValue()).isEqualTo(Instant.parse("2026-11-27T03:30:00Z"));
    assertThat(backups.next()).isEqualTo(at.getValue());

    task.getValue().run();

    // the database is away, so once more in an hour
    verify(scheduler, times(2)).schedule(task.capture(), at.capture());
    assertThat(at.getValue()).isEqualTo(Instant.parse("2026-11-26T13:00:00Z"));
    verifyNoMoreInteractions(scheduler);
  }

  /** In the night when clocks go forward there is no 02:30, and when they go back there are two. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z",
    "2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
    "2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z"
  })
  void theTimeIsThatOfTheMachine(String after, String next) {
    assertThat(
            BackupSettings.parse("b", "02:30", "1")
                .next(Instant.parse(after), ZoneId.of("Europe/Berlin")))
        .isEqualTo(Instant.parse(next));
  }

  @ParameterizedTest
  @CsvSource({
    "3:30, 7, PILE_BACKUP_TIME: '3:30' is not a time of day",
    "24:00, 7, PILE_BACKUP_TIME: '24:00' is not a time of day",
    "03:30, 0, PILE_BACKUP_KEEP must be 1 to 1000",
    "03:30, all, PILE_BACKUP_KEEP must be 1 to 1000"
  })
  void aWrongSettingEndsTheStartWithASentence(String time, String keep, String sentence) {
    assertThatThrownBy(() -> BackupSettings.parse("b", time, keep))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(sentence);
  }
}

package dev.comicpile.portability.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.eventstore.LongTransactions;
import dev.comicpile.eventstore.Schemas;
import dev.comicpile.portability.leaving.TombstoneFile;
import dev.comicpile.startup.DatabaseAddress;
import dev.comicpile.startup.StartFailure;
import dev.comicpile.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Backups of services on a PostgreSQL, between databases of one server. */
class BackupIT {

  @TempDir Path place;

  private final DriverManagerDataSource from = newDatabase();
  private final DriverManagerDataSource to = newDatabase();
  private final JdbcClient source = JdbcClient.create(from);
  private final JdbcClient target = JdbcClient.create(to);

  @BeforeEach
  void fill() {
    Schemas.migrateTo(from, "event_store", "event-store", "2");
    Schemas.migrateTo(from, "accounts", "accounts", "4");
    source
        .sql(
            """
            insert into accounts.account (username, username_key, password_hash, created_at)
            values ('Ada\tof\nLondon\\', 'ada', 'hash', now()), ('Bob', 'bob', 'hash', now())
            """)
        .update();
    source
        .sql(
            """
            insert into accounts.token_family
            select gen_random_uuid(), id, gen_random_uuid(), now(), now(), now(), null
            from accounts.account
            """)
        .update();
    source
        .sql(
            """
            insert into event_store.domain_event (aggregate_identifier, sequence_number,
              aggregate_type, event_identifier, recorded_at, payload_type, payload_revision,
              payload, metadata)
            select '1', n, 'Pile', gen_random_uuid(), now(), 'DieSet', '1', 'é\\000'::bytea, '{}'
            from generate_series(0, 9999) n
            """)
        .update();
    source.sql("select nextval('event_store.thread_id')").query(Long.class).single();
  }

  @Test
  void everyRowAndSequenceIsThereAgainAndTheStoreIsAnother() {
    Path file = backUp();
    run("restore", file, to);

    for (String rows :
        List.of(
            "select * from accounts.account order by id",
            "select id, account_id, expires_at from accounts.token_family order by account_id",
            "select global_index, payload, metadata from event_store.domain_event order by 1")) {
      assertThat(text(target, rows)).isEqualTo(text(source, rows)).isNotEmpty();
    }
    assertThat(text(target, "select id from event_store.store_identity"))
        .hasSize(1)
        .isNotEqualTo(text(source, "select id from event_store.store_identity"));
    for (String next :
        List.of(
            "select nextval('event_store.thread_id')",
            "select nextval('event_store.session_id')",
            "select nextval('accounts.account_id_seq')",
            "select nextval('event_store.domain_event_global_index_seq')")) {
      assertThat(text(target, next)).isEqualTo(text(source, next));
    }
  }

  @Test
  void noTokenOfBeforeCountsAndTheKeysAreMadeAnew() {
    source.sql("insert into accounts.signing_key values ('key', '{}', now())").update();

    run("restore", backUp(), to);

    assertThat(text(target, "select id from accounts.token_family where revoked_at is null"))
        .isEmpty();
    assertThat(text(target, "select id from accounts.signing_key")).isEmpty();
  }

  @Test
  void noInvitationComesBackThatWasUsedOrTakenAwaySince() {
    Schemas.migrateTo(from, "accounts", "accounts", "15");
    source
        .sql("insert into accounts.invitation (code_hash, created_at) values ('code', now())")
        .update();

    run("restore", backUp(), to);

    assertThat(text(target, "select id from accounts.invitation")).isEmpty();
  }

  @Test
  void aBackupMayTakeLongerThanTheServerLetsOthersTake() throws Exception {
    try (Connection connection = from.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set transaction_timeout = '500ms'");
      statement.execute("set statement_timeout = '500ms'");
      connection.setAutoCommit(false);

      LongTransactions.allowAnyTime(connection);

      statement.execute("select pg_sleep(0.7)");
      connection.commit();
    }
  }

  @Test
  void aPlaceThatIsNotEmptyIsLeftAsItIs() {
    Path file = backUp();
    Schemas.migrateTo(to, "accounts", "accounts", "4");
    target.sql("insert into accounts.signing_key values ('key', '{}', now())").update();

    assertThatThrownBy(() -> run("restore", file, to))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(
            "There is a Comic Pile here already (accounts.signing_key has rows)");

    assertThat(text(target, "select id from accounts.signing_key")).hasSize(1);
    assertThat(text(target, "select 1 from pg_namespace where nspname = 'event_store'")).isEmpty();
  }

  @Test
  void aBackupOfAnEarlierProgramIsUpgradedAfterItsRestore() throws Exception {
    Schemas.migrateTo(from, "event_store", "event-store", "3");
    Schemas.migrateTo(from, "accounts", "accounts", "5");
    source
        .sql(
            """
            insert into accounts.outgoing_event (type, revision, payload, recorded_at)
            values ('ReaderRegistered', '1', '{}', now())
            """)
        .update();
    run("restore", backUp(), to);
    assertThat(text(target, "select type from accounts.outgoing_event")).hasSize(1);

    Schemas.migration(to, "accounts", "accounts").afterPropertiesSet();

    assertThat(text(target, "select 1 from pg_tables where tablename = 'outgoing_event'"))
        .isEmpty();
    String accounts = "select id, username, password_hash from accounts.account order by id";
    assertThat(text(target, accounts)).isEqualTo(text(source, accounts));
  }

  @Test
  void whatIsLeftOfAStartWithoutReadersIsReplaced() {
    Path file = backUp();
    Schemas.migrateTo(to, "event_store", "event-store", "1");

    run("restore", file, to);

    assertThat(text(target, "select count(*) from event_store.domain_event"))
        .containsOnly("[10000]");
  }

  @Test
  void nothingIsRestoredWhileAServiceRuns() throws Exception {
    Path file = backUp();
    DriverManagerDataSource service =
        new DriverManagerDataSource(to.getUrl() + "&ApplicationName=comic-pile");
    try (var connection = service.getConnection()) {
      assertThat(connection.isValid(1)).isTrue();
      assertThatThrownBy(() -> run("restore", file, to))
          .hasMessage("A Comic Pile is running on this database: stop it before a restore.");
    }
    assertThat(text(target, "select 1 from pg_namespace where nspname = 'accounts'")).isEmpty();
  }

  @Test
  void aRestoreThatFailsInTheMiddleLeavesNothing() {
    Path file = backUp();
    Manifest manifest = BackupFile.verify(file);
    Manifest wrong =
        new Manifest(
            manifest.format(),
            manifest.formatVersion(),
            manifest.createdAt(),
            manifest.storeId(),
            manifest.schemas(),
            manifest.tables().stream()
                .map(t -> new Manifest.TableContent(t.table(), t.columns(), 3, t.sha256()))
                .toList(),
            manifest.sequences());

    assertThatThrownBy(() -> new Restore(to).restore(file, wrong))
        .hasMessageStartingWith("The restore failed, and nothing was restored: ");

    assertThat(
            text(target, "select 1 from pg_namespace where nspname in ('accounts', 'event_store')"))
        .isEmpty();
  }

  @Test
  void aBackupOfALaterProgramIsRefused() {
    Path file = backUp();
    Manifest manifest = BackupFile.verify(file);
    Manifest later =
        new Manifest(
            manifest.format(),
            manifest.formatVersion(),
            manifest.createdAt(),
            manifest.storeId(),
            List.of(
                new Manifest.SchemaVersion("accounts", "999"),
                new Manifest.SchemaVersion("event_store", "2")),
            manifest.tables(),
            manifest.sequences());

    assertThatThrownBy(() -> new Restore(to).restore(file, later))
        .hasMessageStartingWith("The backup was made by a newer Comic Pile");
  }

  @Test
  void aRestoreInPlacePutsWhatWasThereThenInThePlaceOfWhatIsThereNow() throws Exception {
    Path file = backUp();
    source.sql("delete from event_store.domain_event where sequence_number > 5").update();

    new InPlaceRestore(BackupIT::named, name(from)).restore(file);

    assertThat(text(source, "select count(*) from event_store.domain_event"))
        .containsOnly("[10000]");
    assertThat(
            text(source, "select datname from pg_database where datname like ? || '%'", name(from)))
        .containsOnly("[" + name(from) + "]");
  }

  @Test
  void whatAKilledRestoreHasLeftIsDropped() {
    source.sql("create database " + name(from) + "_restored template template0").update();
    source.sql("create database " + name(from) + "_before template template0").update();

    new InPlaceRestore(BackupIT::named, name(from)).removeLeftovers();

    assertThat(
            text(source, "select datname from pg_database where datname like ? || '%'", name(from)))
        .containsOnly("[" + name(from) + "]");
  }

  @Test
  void aRestoreInPlaceThatFailsLeavesTheDatabaseAsItWas() throws Exception {
    Manifest manifest = BackupFile.verify(backUp());
    Path later = place.resolve("later.zip");
    try (BackupFile.Writer writer = new BackupFile.Writer(later)) {
      writer.finish(
          new Manifest(
              manifest.format(),
              manifest.formatVersion(),
              manifest.createdAt(),
              manifest.storeId(),
              List.of(new Manifest.SchemaVersion("accounts", "999")),
              List.of(),
              List.of()));
      writer.name();
    }
    List<String> before = text(source, "select id from event_store.store_identity");

    assertThatThrownBy(() -> new InPlaceRestore(BackupIT::named, name(from)).restore(later))
        .hasMessageStartingWith("The backup was made by a newer Comic Pile");

    assertThat(text(source, "select id from event_store.store_identity")).isEqualTo(before);
    assertThat(
            text(source, "select datname from pg_database where datname like ? || '%'", name(from)))
        .containsOnly("[" + name(from) + "]");
  }

  @Test
  void aMoveKeepsTheStoreAndItsKeysAndFindsWhateverDiffers() {
    source.sql("insert into accounts.signing_key values ('key', '{}', now())").update();
    Path file = place.resolve("move.zip");
    DatabaseMove move = new DatabaseMove(named(name(from)), named(name(to)), file);

    move.write();
    move.read();
    move.check();

    for (String kept :
        List.of(
            "select id from event_store.store_identity",
            "select id, jwk from accounts.signing_key",
            "select t from accounts.token_family t order by 1")) {
      assertThat(text(target, kept)).isEqualTo(text(source, kept)).isNotEmpty();
    }

    target.sql("update accounts.account set password_hash = 'other' where id = 1").update();
    assertThatThrownBy(move::check)
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("The copy differs from the original: accounts.account with 2 rows");

    target.sql("delete from event_store.domain_event where sequence_number = 9999").update();
    assertThatThrownBy(move::check)
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "The copy differs from the original: pile 1 with 10000 events up to version 10000"
                + " became pile 1 with 9999 events up to version 9999.");
  }

  private static DatabaseAddress named(String name) {
    return new DatabaseAddress(TestDatabase.url(name), "postgres", "");
  }

  private static String name(DriverManagerDataSource database) {
    return String.valueOf(database.getUrl()).replaceAll(".*/|[?].*", "");
  }

  @Test
  void aBackupIsNeverWrittenOverAnotherFile() throws Exception {
    Path file = Files.writeString(place.resolve("pile.zip"), "mine");

    assertThatThrownBy(() -> run("backup", file, from)).hasMessageContaining("exists already");
    assertThat(file).hasContent("mine");
  }

  @Test
  void aBackupWhoseTombstonesCannotBeWrittenIsNone() throws Exception {
    Schemas.migrateTo(from, "accounts", "accounts", "16");
    Path file = place.resolve("pile.zip");
    Path tombstones = Files.createDirectory(place.resolve(TombstoneFile.NAME));

    assertThatThrownBy(() -> run("backup", file, from)).hasMessageStartingWith("The backup failed");
    assertThat(place).isDirectoryNotContaining(other -> !other.equals(tombstones));
  }

  @Test
  void whereTheEventsAreOnAnAxonServerTheDatabaseAloneIsNoBackup() {
    Schemas.migrateTo(from, "event_store", "event-store", "3");
    source.sql("delete from event_store.domain_event").update();
    source.sql("insert into event_store.pile values (1)").update();
    Path file = place.resolve("pile.zip");

    assertThatThrownBy(() -> new Backup(from).write(file))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("The events are on an Axon Server");
    assertThat(file).doesNotExist();
  }

  @Test
  void aDatabaseWithoutAComicPileHasNothingToBackUp() {
    Path file = place.resolve("pile.zip");

    assertThatThrownBy(() -> run("backup", file, to))
        .hasMessage("The database holds no Comic Pile: there is nothing to back up.");
    assertThat(place).isEmptyDirectory();
  }

  private Path backUp() {
    Path file = place.resolve("pile.zip");
    run("backup", file, from);
    assertThat(place).isDirectoryNotContaining(other -> !other.equals(file));
    return file;
  }

  private static void run(String command, Path file, DriverManagerDataSource database) {
    BackupCommand asked = BackupCommand.parse(new String[] {command, file.toString()});
    asked.check();
    asked.run(new DatabaseAddress(String.valueOf(database.getUrl()), "postgres", ""));
  }

  private static List<String> text(JdbcClient jdbc, String sql, Object... values) {
    return jdbc.sql(sql)
        .params(values)
        .query(
            (row, number) -> {
              StringBuilder text = new StringBuilder("[");
              for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                text.append(i == 1 ? "" : ", ").append(row.getString(i));
              }
              return text.append(']').toString();
            })
        .list();
  }

  private static DriverManagerDataSource newDatabase() {
    String name = "backup_" + UUID.randomUUID().toString().replace('-', '_');
    return new DriverManagerDataSource(TestDatabase.empty(name));
  }
}

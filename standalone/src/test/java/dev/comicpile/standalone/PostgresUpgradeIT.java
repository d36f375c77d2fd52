package dev.comicpile.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.standalone.PostgresUpgrade.Step;
import dev.comicpile.startup.DatabaseAddress;
import dev.comicpile.startup.StartFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The next PostgreSQL takes over what the one before has kept. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class PostgresUpgradeIT {

  private static final int EARLIER = 17;

  /** What nobody must notice: who is signed in, by which keys, in which store, with which pile. */
  private static final List<String> KEPT =
      List.of(
          "select id::text from event_store.store_identity",
          "select id || jwk from accounts.signing_key order by 1",
          "select t::text from accounts.token_family t order by 1",
          "select t::text from accounts.refresh_token t order by 1",
          "select t::text from accounts.account t order by 1",
          "select t::text from event_store.domain_event t order by global_index");

  @TempDir Path directory;

  private PostgresFiles old() {
    return new PostgresFiles(directory, EARLIER);
  }

  private PostgresFiles now() {
    return new PostgresFiles(directory);
  }

  private List<List<String>> kept(DatabaseAddress address) {
    JdbcClient jdbc =
        JdbcClient.create(
            new DriverManagerDataSource(address.url(), address.username(), address.password()));
    return KEPT.stream().map(sql -> rows(jdbc, sql)).toList();
  }

  private static List<String> rows(JdbcClient jdbc, String sql) {
    return jdbc.sql(sql).query((row, number) -> row.getString(1)).list();
  }

  private List<List<String>> keptByTheEarlierServer() throws IOException {
    int port = EarlierDirectory.freePort();
    PostgresServer server = new PostgresServer(old(), port, EarlierDirectory.PATIENCE, () -> false);
    server.start();
    try {
      return kept(EmbeddedDatabase.address(port, old().password()));
    } finally {
      server.stop();
    }
  }

  private void interruptedAt(Step step) throws IOException, InterruptedException {
    File output = directory.resolve("interrupted.txt").toFile();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                InterruptedUpgrade.class.getName(),
                directory.toString(),
                step.name())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    assertThat(process.waitFor())
        .as(Files.readString(output.toPath()))
        .isEqualTo(InterruptedUpgrade.KILLED);
  }

  @Test
  void whereverItIsInterruptedItStartsOverAndNothingIsLost() throws Exception {
    EarlierDirectory.make(directory, EARLIER);
    List<List<String>> before = keptByTheEarlierServer();
    assertThat(before).allSatisfy(rows -> assertThat(rows).isNotEmpty());

    for (Step step : Step.values()) {
      interruptedAt(step);

      // The new one is there when it is whole, and never before.
      assertThat(Files.exists(now().cluster())).isEqualTo(step == Step.SWITCHED);
      assertThat(old().cluster()).exists();
    }

    assertThat(DirectoryFormat.of(directory)).contains(DirectoryFormat.own());
    DataDirectory data = DataDirectory.hold(directory);
    EmbeddedDatabase database = new EmbeddedDatabase(data);
    try {
      database.startInBackground();
      database.awaitStarted();

      assertThat(kept(database.address())).isEqualTo(before);
      assertThat(nameOfWhatIsLeft()).containsExactly("postgres", "postgres-17");
    } finally {
      database.stop();
      data.close();
    }
    // It was read and not changed, so that it could be gone back to.
    assertThat(keptByTheEarlierServer()).isEqualTo(before);

    EarlierDatabases.remove(directory);

    assertThat(nameOfWhatIsLeft()).containsExactly("postgres");
  }

  private List<String> nameOfWhatIsLeft() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("postgres") && !name.startsWith("postgres-program"))
          .filter(name -> !name.equals("postgres.password"))
          .sorted()
          .toList();
    }
  }

  @Test
  void tooLittleDiskIsToldBeforeItBegins() throws IOException {
    Files.createDirectories(old().cluster());
    Files.writeString(old().cluster().resolve("PG_VERSION"), "17\n");

    PostgresUpgrade upgrade =
        new PostgresUpgrade(
            now(),
            EarlierDirectory.PATIENCE,
            new PostgresUpgrade.Surroundings() {
              @Override
              public int freePort() {
                throw new AssertionError("it has begun");
              }

              @Override
              public long freeSpace(Path place) {
                return 150_000_000;
              }
            });

    assertThatThrownBy(upgrade::run)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("from PostgreSQL 17 to 18, 200 MB have to be free in " + directory)
        .hasMessageContaining("there are 150");
    assertThat(nameOfWhatIsLeft()).containsExactly("postgres-17");
  }

  @Test
  void aVersionWhoseProgramsAreNotCarriedAlongIsNamed() throws IOException {
    Files.createDirectories(directory.resolve("postgres-16"));
    Files.writeString(now().passwordFile(), "secret");
    DataDirectory data = DataDirectory.hold(directory);
    EmbeddedDatabase database = new EmbeddedDatabase(data);
    try {
      database.startInBackground();

      assertThatThrownBy(database::awaitStarted)
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("holds a database of PostgreSQL 16")
          .hasMessageContaining("start the first release with PostgreSQL 17");
    } finally {
      database.stop();
      data.close();
    }
    assertThat(now().cluster()).doesNotExist();
  }

  @Test
  void theOnlyDatabaseIsNotRemoved() throws IOException {
    Files.createDirectories(old().cluster());

    assertThatThrownBy(() -> EarlierDatabases.remove(directory))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("nothing was removed");
    assertThat(old().cluster()).exists();
  }

  @Test
  void theVersionIsThatOfTheProgramsInTheJar() throws IOException {
    EarlierDirectory.make(directory, PostgresFiles.MAJOR);

    assertThat(now().cluster().resolve("PG_VERSION"))
        .content()
        .isEqualTo(PostgresFiles.MAJOR + "\n");
  }
}

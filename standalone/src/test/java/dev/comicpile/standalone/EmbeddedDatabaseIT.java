package dev.comicpile.standalone;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.startup.DatabaseAddress;
import dev.comicpile.startup.StartFailure;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The PostgreSQL in a data directory, and what can go wrong with it. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class EmbeddedDatabaseIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The length of a request for encryption. */
  private static final int SSL_REQUEST = 4;

  private static final int CLEARTEXT_PASSWORD = 3;

  @TempDir Path directory;
  private DataDirectory data;
  private EmbeddedDatabase database;

  @BeforeEach
  void start() {
    data = DataDirectory.hold(directory);
    database = new EmbeddedDatabase(data);
    database.startInBackground();
    database.awaitStarted();
  }

  @AfterEach
  void stop() {
    database.stop();
    data.close();
  }

  private static int one(DatabaseAddress address) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(address.url(), address.username(), address.password());
        var rows = connection.createStatement().executeQuery("select 1")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  void whatItHasMadeItselfIsNotUpgradedNextTime() {
    assertThat(DirectoryFormat.own().upgradeOf(directory)).isEmpty();
  }

  private boolean answers() {
    try {
      return one(database.address()) == 1;
    } catch (SQLException e) {
      return false;
    }
  }

  private Path cluster() {
    return new PostgresFiles(directory).cluster();
  }

  private ProcessHandle postmaster() {
    return Postmaster.process(cluster()).orElseThrow();
  }

  private void killPostmaster() throws Exception {
    ProcessHandle postmaster = postmaster();
    postmaster.destroyForcibly();
    postmaster.onExit().get(10, TimeUnit.SECONDS);
  }

  /**
   * What keeps it from starting.
   *
   * @param words of what it says then
   */
  private record Fault(String words, Change make, Change repair) {}

  private interface Change {
    void make() throws IOException;
  }

  private static Fault goneFor(Path file, String words) {
    Path elsewhere = file.resolveSibling("elsewhere");
    return new Fault(words, () -> Files.move(file, elsewhere), () -> Files.move(elsewhere, file));
  }

  private Fault wrongSetting() throws IOException {
    Path file = cluster().resolve("postgresql.conf");
    String before = Files.readString(file);
    return new Fault(
        "contains errors",
        () -> Files.writeString(file, "no_such_setting = 7\n", StandardOpenOption.APPEND),
        () -> Files.writeString(file, before));
  }

  @Test
  void howeverOftenARestartFailsItIsTriedAgainUntilTheCauseIsMended() throws Exception {
    for (Fault fault :
        List.of(
            wrongSetting(),
            goneFor(cluster().resolve("pg_wal"), "pg_wal"),
            goneFor(cluster().resolve("PG_VERSION"), "is not a database cluster directory"),
            wrongSetting())) {
      Instant begun = Instant.now();
      fault.make().make();
      killPostmaster();
      await()
          .atMost(PATIENCE)
          .until(() -> new PostgresFiles(directory).says(begun).contains(fault.words()));
      assertThat(answers()).isFalse();

      fault.repair().make();

      await().atMost(PATIENCE).until(this::answers);
    }
  }

  @Test
  void aPasswordThatIsNotItsOwnIsNamedByItsFileAndNotByASetting() {
    StartFailure failure =
        new StartFailure(
            "check spring.datasource.password",
            new SQLException("FATAL: password authentication failed", "28P01"));

    assertThat(database.inItsWords(failure))
        .hasMessageContaining("password authentication failed")
        .hasMessageContaining(
            directory.resolve("postgres.password") + " does not hold the password of ");
    assertThat(database.inItsWords(new StartFailure("x", new SQLException("y", "42P01"))))
        .hasMessage("x");
  }

  @Test
  void whoeverTakesItsPortIsNotToldThePassword() throws Exception {
    String password = database.address().password();
    database.stop();
    try (ServerSocket rogue =
        new ServerSocket(port(database.address()), 10, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> told =
          CompletableFuture.supplyAsync(() -> whatIsToldWhenAskedForThePassword(rogue));

      assertThatThrownBy(() -> one(database.address()))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("requireAuth");

      assertThat(told.get(10, TimeUnit.SECONDS)).doesNotContain(password);
    }
  }

  private static int port(DatabaseAddress address) {
    return URI.create(address.url().substring("jdbc:".length())).getPort();
  }

  /** Refuses encryption, and asks for the password in clear, as the protocol has it. */
  private static String whatIsToldWhenAskedForThePassword(ServerSocket rogue) {
    try (Socket client = rogue.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      byte[] start = message(in);
      if (start.length == SSL_REQUEST) {
        out.writeByte('N');
        message(in);
      }
      out.writeByte('R');
      out.writeInt(8);
      out.writeInt(CLEARTEXT_PASSWORD);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static byte[] message(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt() - Integer.BYTES);
  }

  @Test
  void whatAKilledOneLeavesBehindIsEndedByTheNextStart() throws Exception {
    ProcessHandle before = postmaster();
    List<ProcessHandle> children = before.children().toList();
    assertThat(children).isNotEmpty();
    for (ProcessHandle child : children) {
      // It cannot notice that its parent is gone.
      new ProcessBuilder("kill", "-STOP", "" + child.pid()).inheritIO().start().waitFor();
    }

    killPostmaster();

    await().atMost(PATIENCE).until(this::answers);
    assertThat(children).noneMatch(Postmaster::isRunning);
  }

  @Test
  void oneThatHangsInItsStartEndsTheStartWithASentence() throws Exception {
    database.stop();
    // They are not unpacked again then.
    PostgresPrograms.in(new PostgresFiles(directory).programs(), PostgresFiles.MAJOR).keep();
    Path postgres = programs().resolve("postgres");
    Path real = Files.move(postgres, programs().resolve("postgres-real"));
    Files.writeString(
        postgres,
        """
        #!/bin/sh
        case "$*" in
          -V | *-C*) exec %1$s "$@" ;;
        esac
        directory=$2
        echo $$ > "$directory/postmaster.pid"
        exec sleep 1000
        """
            .formatted(real));
    assertThat(postgres.toFile().setExecutable(true)).isTrue();
    EmbeddedDatabase hanging = new EmbeddedDatabase(data, Duration.ofSeconds(1));
    try {
      hanging.startInBackground();

      assertThatThrownBy(hanging::awaitStarted)
          .isInstanceOf(StartFailure.class)
          .hasMessageStartingWith("The embedded PostgreSQL hangs while it starts, and was ended:");
    } finally {
      hanging.stop();
    }
  }

  @Test
  void itsLogRepeatsNoValues() throws Exception {
    DatabaseAddress address = database.address();
    try (Connection connection =
            DriverManager.getConnection(address.url(), address.username(), address.password());
        var rows = connection.createStatement().executeQuery("show log_error_verbosity")) {
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("terse");
    }
  }

  @Test
  void theProgramsAreUnpackedWithoutTheSystemsTarToo(@TempDir Path elsewhere) throws Exception {
    PostgresPrograms.unpackHere(
        PostgresPrograms.archive(PostgresFiles.MAJOR).orElseThrow(), elsewhere);

    assertThat(elsewhere.resolve("bin/postgres")).isExecutable();
    assertThat(files(elsewhere)).isEqualTo(files(programs().resolveSibling(".").normalize()));
  }

  /** Without the mark of a copy that is on the disk as a whole. */
  private static List<String> files(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      return files
          .map(file -> tree.relativize(file).toString())
          .filter(name -> !name.startsWith("complete"))
          .sorted()
          .toList();
    }
  }

  private Path programs() throws IOException {
    try (Stream<Path> versions = Files.list(new PostgresFiles(directory).programs())) {
      return versions.findFirst().orElseThrow().resolve("bin");
    }
  }

  @Test
  void theEndOfTheProgramDoesNotWaitForARestartThatFails() throws Exception {
    Fault fault = wrongSetting();
    fault.make().make();
    killPostmaster();

    Instant begun = Instant.now();
    database.stop();

    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(8));
  }
}

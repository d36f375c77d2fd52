package dev.comicpile.command.account;

import static dev.comicpile.testing.Waits.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.ReaderId;
import dev.comicpile.command.CommandServiceApplication;
import dev.comicpile.command.DatabaseCommands;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.portability.PileIntake;
import dev.comicpile.portability.leaving.TombstoneFile;
import dev.comicpile.startup.DatabaseAddress;
import dev.comicpile.testing.EventStoreOfTests;
import dev.comicpile.testing.OnlyInDatabase;
import dev.comicpile.testing.OnlyOnAxonServer;
import dev.comicpile.testing.TestAxonServer;
import dev.comicpile.testing.TestDatabase;
import dev.comicpile.web.Outage;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.serialization.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Readers who leave, with everything of theirs. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
    classes = CommandServiceApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"spring.config.name=comic-pile,command-service", "comicpile.rate-limits=off"})
class DepartureIT extends AccountsOverHttp {

  /** The text columns hold words as they are, those of bytes in hexadecimal digits. */
  private static final String TABLES =
      """
      select format('%I.%I', schemaname, tablename) from pg_tables
      where schemaname in ('accounts', 'event_store', 'views') and tablename <> 'flyway_schema_history'
      """;

  @TempDir static Path backups;

  @Autowired PileStreams streams;
  @Autowired PileIntake intake;
  @Autowired Departure departure;

  @DynamicPropertySource
  static void tombstones(DynamicPropertyRegistry properties) {
    properties.add("comicpile.tombstones", () -> backups.resolve(TombstoneFile.NAME).toString());
  }

  @Test
  void whoLeavesIsToldSoAlsoWhereTheFileCannotBeWritten(CapturedOutput log) throws IOException {
    Path file = backups.resolve(TombstoneFile.NAME);
    Files.deleteIfExists(file); // the next departure writes it anew
    Files.createDirectory(file);
    try {
      SignedIn reader = register();

      assertThat(leave(reader, PASSWORD).status()).isEqualTo(204);

      assertThat(tryLogIn(reader.name(), PASSWORD).status()).isEqualTo(401);
      assertThat(log.getAll()).contains("The file of deleted accounts cannot be written");
    } finally {
      Files.delete(file);
    }
  }

  private Answer leave(SignedIn reader, String password) {
    return send("DELETE", "/api/account", reader.access(), Map.of("password", password));
  }

  private void add(SignedIn reader, String title) {
    Answer added =
        send(
            "POST",
            "/api/threads",
            reader.access(),
            Map.of("title", title, "format", "Comic", "issues_remaining", 3, "notes", title),
            "Idempotency-Key",
            title);
    assertThat(added.status()).isEqualTo(201);
  }

  private List<String> tablesHolding(JdbcClient jdbc, String word) {
    String hex = HexFormat.of().formatHex(word.getBytes(UTF_8));
    return jdbc.sql(TABLES).query((row, number) -> row.getString(1)).list().stream()
        .flatMap(table -> Stream.ofNullable(table))
        .filter(
            table ->
                jdbc.sql(
                        "select exists (select from "
                            + table
                            + " t where t::text like ? or t::text like ?)")
                    .params("%" + word + "%", "%" + hex + "%")
                    .query((row, number) -> row.getBoolean(1))
                    .single())
        .toList();
  }

  @Test
  void nothingOfAReaderWhoHasLeftIsInTheDatabase() {
    SignedIn reader = register(newName() + "-qwertz", PASSWORD);
    String title = "Zyx" + reader.id() + "wvu";
    add(reader, title);
    post("/api/roll", reader.access(), null);
    String key =
        post(
                "/api/account/keys",
                reader.access(),
                Map.of("name", "key of " + title, "scopes", List.of("read")))
            .text("key");
    post("/api/admin/users/" + reader.id() + "/reset-code", admin().access(), null);
    assertThat(tablesHolding(jdbc, title)).contains("accounts.api_key", "accounts.given_answer");
    assertThat(tablesHolding(jdbc, title).contains("event_store.domain_event"))
        .isEqualTo(!EventStoreOfTests.isAxonServer());
    assertThat(tablesHolding(jdbc, reader.name())).contains("accounts.account");
    SignedIn other = register();
    add(other, "Somebody else's " + title.substring(3, 6));

    assertThat(leave(reader, PASSWORD).status()).isEqualTo(204);

    assertThat(tablesHolding(jdbc, title)).isEmpty();
    assertThat(tablesHolding(jdbc, reader.name())).isEmpty();
    for (String table : List.of("event_store.pile", "event_store.checkpoint")) {
      assertThat(
              jdbc.sql("select count(*) from " + table + " where reader_id = ?")
                  .param(reader.id())
                  .query(Long.class)
                  .single())
          .isZero();
    }
    assertThat(statusOfMe(reader.access())).isEqualTo(401);
    assertThat(tryLogIn(reader.name(), PASSWORD).status()).isEqualTo(401);
    assertThat(post("/api/auth/refresh", null, Map.of("refresh_token", reader.refresh())).status())
        .isEqualTo(401);
    await().atMost(Duration.ofSeconds(1)).until(() -> statusOfMe(key) == 401);
    assertThat(streams.version(new ReaderId(other.id()))).isEqualTo(1);
  }

  @Test
  @OnlyOnAxonServer
  void nothingOfAReaderCanBeReadOnAnAxonServer() {
    SignedIn reader = register();
    String title = "Zyx" + reader.id() + "wvu";
    add(reader, title);
    ReaderId readerId = new ReaderId(reader.id());
    assertThat(storedOnAxonServer(readerId))
        .singleElement()
        .satisfies(event -> assertThat(event.getPayload().getType()).isEqualTo("ThreadAdded"))
        .satisfies(event -> assertThat(event.toByteString().toString(UTF_8)).doesNotContain(title));
    assertThat(read(readerId)).singleElement().asString().contains(title);

    leave(reader, PASSWORD);

    assertThat(
            jdbc.sql("select key from event_store.reader_key where reader_id = ?")
                .param(reader.id())
                .query()
                .listOfRows())
        .isEmpty();
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> read(readerId))
                    .isInstanceOf(SerializationException.class));
  }

  private List<RecordedEvent> read(ReaderId readerId) {
    try (var stored = streams.read(readerId, 1)) {
      return stored.toList();
    }
  }

  /** As the server itself has it. */
  private static List<Event> storedOnAxonServer(ReaderId readerId) {
    String[] address = TestAxonServer.get().orElseThrow().address().split(":", 2);
    AxonServerConnectionFactory connections =
        AxonServerConnectionFactory.forClient("departure-test")
            .routingServers(new ServerAddress(address[0], Integer.parseInt(address[1])))
            .build();
    try {
      return connections
          .connect("default")
          .eventChannel()
          .openAggregateStream(readerId.toString())
          .asStream()
          .toList();
    } finally {
      connections.shutdown();
    }
  }

  @Test
  void nothingIsLeftInTheFilesOnceTheDatabaseHasTidiedUp() throws IOException {
    SignedIn reader = register(newName() + "-asdfgh", PASSWORD);
    String title = "Qwx" + reader.id() + "zzy";
    add(reader, title);
    jdbc.sql("analyze").update();
    jdbc.sql("checkpoint").update();
    Path data = Path.of(jdbc.sql("show data_directory").query(String.class).single());
    assertThat(filesHolding(data, title)).isNotEmpty();

    leave(reader, PASSWORD);

    jdbc.sql("alter system set wal_recycle = off").update();
    jdbc.sql("alter system set wal_keep_size = 0").update();
    jdbc.sql("select pg_reload_conf()").query().listOfRows();
    jdbc.sql("vacuum full").update();
    for (int turn = 0; turn < 3; turn++) {
      jdbc.sql("select pg_switch_wal()").query().listOfRows();
      jdbc.sql("checkpoint").update();
    }
    assertThat(filesHolding(data, title)).isEmpty();
    assertThat(filesHolding(data, reader.name())).isEmpty();
  }

  private static List<Path> filesHolding(Path directory, String word) throws IOException {
    try (var files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> new String(bytes(file), ISO_8859_1).contains(word))
          .toList();
    }
  }

  /** Files come and go while they are looked at. */
  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  @Test
  void whoRegistersTheNameAgainBeginsAnew() {
    SignedIn reader = register();
    add(reader, "Saga");
    leave(reader, PASSWORD);
    SignedIn again = register(reader.name(), PASSWORD);
    assertThat(again.id()).isNotEqualTo(reader.id());
    assertThat(get("/api/account/export?format=ndjson", again.access()).body()).isEmpty();
  }

  @Test
  void onlyWhoKnowsThePasswordLeaves() {
    SignedIn reader = register();
    Answer wrong = leave(reader, "wrong horse");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.detail()).isEqualTo("The current password is wrong.");
    assertThat(delete("/api/account", reader.access()).status()).isEqualTo(400);
    assertThat(delete("/api/account", null).status()).isEqualTo(401);
    String key =
        post(
                "/api/account/keys",
                reader.access(),
                Map.of("name", "x", "scopes", List.of("read", "play")))
            .text("key");
    assertThat(send("DELETE", "/api/account", key, Map.of("password", PASSWORD)).status())
        .isEqualTo(403);
    assertThat(statusOfMe(reader.access())).isEqualTo(200);
  }

  private List<Long> takeRightsOfAllBut(SignedIn boss) {
    return jdbc
        .sql("update accounts.account set admin = false where admin and id <> ? returning id")
        .param(boss.id())
        .query((row, number) -> row.getLong(1))
        .list()
        .stream()
        .flatMap(id -> Stream.ofNullable(id))
        .toList();
  }

  @Test
  void theLastAdminAndTheDemoReaderStay() {
    SignedIn boss = admin();
    List<Long> others = takeRightsOfAllBut(boss);
    try {
      Answer refused = leave(boss, PASSWORD);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.detail())
          .isEqualTo("You are the last admin. Please make somebody else one first.");
      assertThat(statusOfMe(boss.access())).isEqualTo(200);
      admin();
      assertThat(leave(boss, PASSWORD).status()).isEqualTo(204);
    } finally {
      others.forEach(id -> setAdmin(id, true));
    }
    SignedIn demo = register();
    jdbc.sql("update accounts.account set demo = true where id = ?").param(demo.id()).update();
    assertThat(leave(demo, PASSWORD).status()).isEqualTo(403);
  }

  @Test
  void whoBecomesTheLastAdminWhileLeavingStays() {
    SignedIn reader = register();
    List<Long> others = new ArrayList<>();
    try {
      Answer refused =
          answerAfter(
              () -> {
                setAdmin(reader.id(), true);
                others.addAll(takeRightsOfAllBut(reader));
              },
              () -> leave(reader, PASSWORD));

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text("code")).isEqualTo("last_admin");
      assertThat(statusOfMe(reader.access())).isEqualTo(200);
    } finally {
      others.forEach(id -> setAdmin(id, true));
    }
  }

  @Test
  void whoBecomesAnAdminBesideOthersWhileLeavingLeaves() {
    admin();
    SignedIn reader = register();

    Answer left = answerAfter(() -> setAdmin(reader.id(), true), () -> leave(reader, PASSWORD));

    assertThat(left.status()).as(left.body()).isEqualTo(204);
  }

  @Test
  void whoHasLeftMeanwhileIsToldSo() {
    String[] once = {"Idempotency-Key", "once"};
    Map<String, Object> key = Map.of("name", "A program", "scopes", List.of("read"));
    List<Function<SignedIn, Answer>> late =
        List.of(
            reader -> leave(reader, PASSWORD),
            reader -> post("/api/account/keys", reader.access(), key),
            reader -> send("DELETE", "/api/account/keys/1", reader.access(), null, once),
            reader -> send("DELETE", "/api/account/sessions/1", reader.access(), null, once),
            reader -> send("DELETE", "/api/account/sessions", reader.access(), null, once));
    for (Function<SignedIn, Answer> request : late) {
      SignedIn reader = register();
      SignedIn elsewhere = logIn(reader.name(), PASSWORD);
      Answer answer =
          answerAfter(
              () ->
                  jdbc.sql("delete from accounts.account where id = ?").param(reader.id()).update(),
              () -> request.apply(elsewhere));
      assertThat(answer.status()).as(answer.body()).isEqualTo(401);
      assertThat(answer.detail()).isEqualTo("This account is gone. Please register again.");
    }
  }

  @Test
  void whatComesLateIsNotWritten() {
    SignedIn reader = register();
    add(reader, "Saga");
    ReaderId readerId = new ReaderId(reader.id());
    List<RecordedEvent> events = read(readerId);
    leave(reader, PASSWORD);

    assertThatThrownBy(() -> intake.append(readerId, events.stream())).matches(Outage::isConflict);
    jdbc.sql(
            """
            insert into event_store.snapshot_event
            values (?, 0, 'Pile', 'x', 'now', 'x', '1', ''::bytea, ''::bytea)
            """)
        .param(readerId.toString())
        .update();
    jdbc.sql(
            "insert into event_store.checkpoint values (?, 1, 1, 'now', now(), ''::bytea, ''::bytea)")
        .param(reader.id())
        .update();

    assertThat(streams.version(readerId)).isEqualTo(EventStoreOfTests.isAxonServer() ? 1 : 0);
    for (String table :
        List.of(
            "event_store.snapshot_event where aggregate_identifier",
            "event_store.checkpoint where reader_id::text",
            "event_store.pile where reader_id::text")) {
      assertThat(
              jdbc.sql("select count(*) from " + table + " = ?")
                  .param(readerId.toString())
                  .query(Long.class)
                  .single())
          .isZero();
    }
  }

  @Test
  @OnlyInDatabase("an Axon Server is backed up by its own means")
  void noBackupBringsAReaderBack() throws IOException {
    SignedIn reader = register();
    SignedIn other = register();
    add(reader, "Gone" + reader.id());
    add(other, "Here" + other.id());
    Path file = backups.resolve("before.zip");
    run("backup", file, TestDatabase.url());
    leave(reader, PASSWORD);

    String target = TestDatabase.empty("restored");
    run("restore", file, target);

    JdbcClient restored = JdbcClient.create(new DriverManagerDataSource(target, "postgres", ""));
    assertThat(tablesHolding(restored, "Here" + other.id())).isNotEmpty();
    assertThat(tablesHolding(restored, "Gone" + reader.id())).isEmpty();
    assertThat(tablesHolding(restored, reader.name() + "@example.com")).isEmpty();
    assertThat(Files.readAllLines(backups.resolve(TombstoneFile.NAME)))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).matches("[0-9a-f-]{36} [0-9T:.-]+Z"));
  }

  private static void run(String command, Path file, String url) {
    DatabaseCommands.parse(new String[] {command, file.toString()})
        .run(new DatabaseAddress(url, "postgres", ""));
  }

  @Test
  void anAccountThatAnOlderCopyHasBroughtBackIsDeletedAtTheNextStart() {
    SignedIn reader = register();
    String permanentId =
        jdbc.sql("select permanent_id::text from accounts.account where id = ?")
            .param(reader.id())
            .query((row, number) -> row.getString(1))
            .single();
    leave(reader, PASSWORD);
    SignedIn back = register();
    jdbc.sql("update accounts.account set permanent_id = cast(? as uuid) where id = ?")
        .params(permanentId, back.id())
        .update();
    jdbc.sql("delete from accounts.tombstone").update();

    departure.honour();

    assertThat(tryLogIn(back.name(), PASSWORD).status()).isEqualTo(401);
    assertThat(
            jdbc.sql("select permanent_id::text from accounts.tombstone")
                .query((row, number) -> row.getString(1))
                .list())
        .contains(permanentId);
  }
}

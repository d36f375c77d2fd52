package dev.comicpile.portability.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.PileRestored;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.command.CommandServiceApplication;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStore;
import dev.comicpile.eventstore.PileStore.StoredPile;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.portability.format.Archive;
import dev.comicpile.portability.format.PileArchive;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import dev.comicpile.testing.EventStoreOfTests;
import dev.comicpile.testing.OnlyInDatabase;
import dev.comicpile.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Imports over HTTP, into a database of their own that is emptied before each test. */
@SpringBootTest(
    classes = CommandServiceApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=comic-pile,command-service",
      "comicpile.rate-limits=off",
      "comicpile.admin-username=boss",
      "comicpile.admin-password=boss-password",
      "comicpile.import-limit=9MB",
      "spring.datasource.hikari.connection-init-sql=set transaction_timeout = '4s'"
    })
class ArchiveImportIT {

  private static final JsonMapper JSON = PileArchive.mapper();
  private static final String PATH = "/api/admin/import/json";
  private static final Instant LONG_AGO = Instant.parse("2024-02-29T10:00:00.123456Z");

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  @Autowired ApplicationContext program;
  @Autowired PileArchive archive;
  @Autowired Archives archives;
  @Autowired PileStreams streams;
  @Autowired PileStore piles;

  private String admin = "";

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.empty("archive");
    properties.add("spring.datasource.url", () -> url);
    properties.add("spring.datasource.username", () -> "postgres");
  }

  @BeforeEach
  void emptySystem() {
    EventStoreOfTests.forgetPiles(program);
    jdbc.sql("delete from accounts.account where not admin").update();
    admin = logIn("boss", "boss-password");
  }

  private String logIn(String username, String password) {
    return send(
            "/api/auth/login",
            null,
            "application/json",
            BodyPublishers.ofString(
                "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password)))
        .json()
        .path("access_token")
        .asString();
  }

  private Answer send(String path, @Nullable String token, String type, BodyPublisher body) {
    String url = "http://localhost:" + port;
    return (token == null ? Api.anonymous(url) : Api.of(url, 0, token))
        .send("POST", path, body, List.of("Content-Type", type));
  }

  private Answer importJson(String json) {
    return send(PATH, admin, "application/json", BodyPublishers.ofString(json));
  }

  private static RecordedEvent added(long version, long threadId, @Nullable String notes) {
    ThreadFacts thread =
        new ThreadFacts(
            new ThreadId(threadId),
            "Thread " + threadId,
            "Comic",
            3,
            new BigDecimal("-0.0000001250").subtract(BigDecimal.valueOf(version - 1)),
            null,
            null,
            null,
            null,
            notes,
            false,
            LONG_AGO);
    return new RecordedEvent(
        version, new ThreadAdded(thread, 1, LONG_AGO), ActionType.ADD, version);
  }

  private static RecordedEvent started(long version, long sessionId) {
    return new RecordedEvent(
        version,
        new SessionStarted(new SessionId(sessionId), Die.D8, null, LONG_AGO),
        ActionType.SESSION_START,
        version);
  }

  private String reader(String username, RecordedEvent... events) {
    List<String> written = new ArrayList<>();
    for (RecordedEvent event : events) {
      written.add(JSON.writeValueAsString(archive.write(event)));
    }
    return "{\"username\":\"%s\",\"registered_at\":\"2024-01-01T00:00:00Z\",\"events\":[%s]}"
        .formatted(username, String.join(",", written));
  }

  private static String export(String... readers) {
    return "{\"format\":\"comic-pile\",\"version\":1,\"exported_at\":\"2026-01-01T00:00:00Z\","
        + "\"readers\":["
        + String.join(",", readers)
        + "]}";
  }

  private List<RecordedEvent> stream(String username) {
    ReaderId id =
        jdbc.sql("select id from accounts.account where username = ?")
            .param(username)
            .query((row, number) -> new ReaderId(row.getLong(1)))
            .single();
    return streams.read(id, 1).toList();
  }

  private long storedEvents() {
    return piles.all().mapToLong(StoredPile::version).sum();
  }

  @Test
  void readersComeInWithTheirStreams() {
    Answer answer =
        importJson(
            export(
                reader("ada", added(1, 5_000, "note"), started(2, 6_000)),
                reader("bob", added(1, 5_001, null)),
                reader("carl")));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode report = answer.json();
    assertThat(report.path("readers").asInt()).isEqualTo(3);
    assertThat(report.path("events").asInt()).isEqualTo(3);
    assertThat(report.path("not_carried_over").isEmpty()).isTrue();
    assertThat(report.path("passwords").valueStream().map(p -> p.path("username").asString()))
        .containsExactly("ada", "bob", "carl");
    assertThat(stream("ada")).containsExactly(added(1, 5_000, "note"), started(2, 6_000));
    assertThat(stream("bob")).containsExactly(added(1, 5_001, null));
  }

  @Test
  void aPileThatCouldNotBeReadToItsEndIsNamed() {
    String cut =
        reader("ada", added(1, 5_000, "note")).replaceFirst("]}$", "],\"unreadable_from\":2}");

    Answer answer = importJson(export(cut, reader("bob", added(1, 5_001, null))));

    assertThat(answer.json().at("/not_carried_over").toString())
        .isEqualTo("[\"ada: the end of the pile could not be read when it was exported.\"]");
    assertThat(answer.json().at("/remarks").toString())
        .isEqualTo("[{\"code\":\"unreadable_end\",\"values\":{\"name\":\"ada\"}}]");
    assertThat(stream("ada")).containsExactly(added(1, 5_000, "note"));
    assertThat(stream("bob")).hasSize(1);
  }

  @Test
  @OnlyInDatabase("it looks at stored events by SQL")
  void eventsAreStoredWithTheTimesTheyHad() {
    importJson(export(reader("ada", added(1, 5_000, "note"), started(2, 6_000))));

    assertThat(
            jdbc.sql(
                    "select recorded_at || ' ' || payload_revision from event_store.domain_event"
                        + " where payload_type = 'SessionStarted'")
                .query((row, number) -> row.getString(1))
                .single())
        .isEqualTo("2024-02-29T10:00:00.123Z 2");
    assertThat(
            jdbc.sql("select created_at from accounts.account where username = 'ada'")
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single())
        .isEqualTo("2024-01-01T00:00:00Z");
  }

  @Test
  void readersLogInWithTheirNewPasswordsAndGoOn() {
    JsonNode report =
        importJson(export(reader("ada", added(1, 7_000, null), started(2, 8_000)))).json();

    String ada = logIn("ada", report.at("/passwords/0/password").asString());
    Answer thread =
        send(
            "/api/threads/",
            ada,
            "application/json",
            BodyPublishers.ofString(
                "{\"title\":\"Next\",\"format\":\"Comic\",\"issues_remaining\":1}"));

    assertThat(thread.status()).as(thread.body()).isEqualTo(201);
    assertThat(thread.json().path("id").asLong()).isGreaterThan(7_000);
    assertThat(thread.json().path("queue_position").asInt()).isEqualTo(2);
    assertThat(send("/api/undo", ada, "application/json", BodyPublishers.noBody()).status())
        .isEqualTo(200);
    assertThat(send("/api/undo", ada, "application/json", BodyPublishers.noBody()).body())
        .contains("session_start");
    assertThat(stream("ada")).hasSize(5);
  }

  @Test
  void anAccountOfThatNameIsUsedAsItIsWhereThatIsSaid() {
    String export = export(reader("Boss", added(1, 5_000, null)));
    Answer refused = importJson(export);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.detail())
        .isEqualTo(
            "There are accounts in this system already for piles of the file, of Boss. Say"
                + " match_accounts=true if they belong to the same readers.");
    assertThat(storedEvents()).isZero();

    Answer answer =
        send(
            PATH + "?match_accounts=true",
            admin,
            "application/json",
            BodyPublishers.ofString(export));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("passwords").isEmpty()).isTrue();
    assertThat(answer.json().at("/not_carried_over/0").asString())
        .isEqualTo(
            "The account Boss was here already: it keeps its password and the day it registered"
                + " here.");
    assertThat(stream("boss")).hasSize(1);
    assertThat(logIn("boss", "boss-password")).isNotEmpty();
  }

  /** An export of everything holds its admin, whom most systems that it comes into have too. */
  @Test
  void anAccountThatBringsNoPileIsNothingToTellOf() {
    JsonNode report =
        importJson(export(reader("Boss"), reader("ada", added(1, 5_000, null)))).json();

    assertThat(report.path("readers").asInt()).isEqualTo(2);
    assertThat(report.path("not_carried_over")).isEmpty();
  }

  @Test
  void aFileOfManyMebibytesCanBeUploaded() {
    RecordedEvent[] adas = notes(5_000);
    RecordedEvent[] bobs = notes(6_000);
    byte[] file = export(reader("ada", adas), reader("bob", bobs)).getBytes(UTF_8);
    assertThat(file.length).isGreaterThan(6 << 20);

    Answer answer = upload("file", file);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(stream("ada")).containsExactly(adas);
    assertThat(stream("bob")).containsExactly(bobs);
  }

  private static RecordedEvent[] notes(long firstThread) {
    RecordedEvent[] events = new RecordedEvent[350];
    for (int i = 0; i < events.length; i++) {
      events[i] = added(i + 1, firstThread + i, "n".repeat(10_000));
    }
    return events;
  }

  private Answer upload(String part, byte[] file) {
    return send(
        PATH,
        admin,
        "multipart/form-data; boundary=xyz",
        BodyPublishers.concat(
            BodyPublishers.ofString(
                "--xyz\r\nContent-Disposition: form-data; name=\"comment\"\r\n\r\nall of it\r\n"
                    + "--xyz\r\nContent-Disposition: form-data; name=\""
                    + part
                    + "\"; filename=\"comic-pile.json\"\r\n"
                    + "Content-Type: application/json\r\n\r\n"),
            BodyPublishers.ofByteArray(file),
            BodyPublishers.ofString("\r\n--xyz--\r\n")));
  }

  @Test
  void aFormNeedsTheFile() {
    Answer answer = upload("other", export().getBytes(UTF_8));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("body.file");
  }

  @Test
  void whatIsLargerThanTheLimitIsRefused() {
    byte[] large = " ".repeat(10 << 20).getBytes(UTF_8);

    Answer told = send(PATH, admin, "application/json", BodyPublishers.ofByteArray(large));
    Answer untold =
        send(
            PATH,
            admin,
            "application/json",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

    for (Answer answer : List.of(told, untold, upload("file", large))) {
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.detail())
          .isEqualTo("The body is larger than 9 MiB, which is the most that is taken here.");
    }
  }

  @Test
  void aSystemWithPilesIsNotImportedInto() {
    assertThat(importJson(export(reader("ada", added(1, 5_000, null)))).status()).isEqualTo(200);

    Answer other = importJson(export(reader("bob", added(1, 9_000, null))));

    assertThat(other.status()).isEqualTo(409);
    assertThat(other.detail())
        .isEqualTo(
            "There are piles in this system already, of ada. An import needs a system without any:"
                + " start one on an empty database or data directory, and import before anybody"
                + " adds a thread.");
    assertThat(storedEvents()).isEqualTo(1);
    assertThat(jdbc.sql("select count(*) from accounts.account").query(Long.class).single())
        .isEqualTo(2);
  }

  @Test
  void anImportThatWasBrokenOffGoesOnWhereItEnded() {
    String file =
        export(
            reader("ada", added(1, 5_000, null)),
            reader("bob", added(1, 5_001, null), started(2, 6_000)));
    jdbc.sql(
            "alter table accounts.imported_reader add constraint broken_off"
                + " check (username_key <> 'bob')")
        .update();
    try {
      assertThat(importJson(file).status()).isGreaterThanOrEqualTo(400);
    } finally {
      jdbc.sql("alter table accounts.imported_reader drop constraint broken_off").update();
    }
    assertThat(storedEvents()).isEqualTo(1);
    assertThat(
            jdbc.sql("select username from accounts.account where not admin")
                .query((row, number) -> row.getString(1))
                .list())
        .containsExactly("ada");

    JsonNode report = importJson(file).json();

    assertThat(report.path("readers").asInt()).isEqualTo(2);
    assertThat(report.path("events").asInt()).isEqualTo(3);
    assertThat(stream("ada")).hasSize(1);
    assertThat(stream("bob")).hasSize(2);
    // Nobody saw the passwords of the first run.
    assertThat(logIn("ada", report.at("/passwords/0/password").asString())).isNotEmpty();
    assertThat(logIn("bob", report.at("/passwords/1/password").asString())).isNotEmpty();

    JsonNode again = importJson(file).json();
    assertThat(again.path("readers").asInt()).isEqualTo(2);
    assertThat(again.path("passwords").isEmpty()).isTrue();
    assertThat(storedEvents()).isEqualTo(3);
  }

  @Test
  @OnlyInDatabase("elsewhere, events are no part of the transaction and none takes long")
  void aReaderMayTakeLongerThanTheServerAllowsOthers() {
    jdbc.sql(
            """
            create function slow() returns trigger language plpgsql as
            $$ begin perform pg_sleep(5); return new; end $$
            """)
        .update();
    jdbc.sql(
            "create trigger slow before insert on accounts.imported_reader"
                + " for each row execute function slow()")
        .update();
    try {
      Answer answer = importJson(export(reader("ada", added(1, 5_000, null))));
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    } finally {
      jdbc.sql("drop function slow() cascade").update();
    }
    assertThat(stream("ada")).hasSize(1);
  }

  @Test
  void twoReadersMayNotShareAThreadOrASession() {
    assertWrong(
        export(reader("ada", added(1, 5_000, null)), reader("bob", added(1, 5_000, null))),
        "body.readers[1].events[0].payload");
    assertWrong(
        export(reader("ada", started(1, 6_000)), reader("bob", started(1, 6_000))),
        "body.readers[1].events[0].payload");
  }

  @Test
  void theSentenceNamesTheEventAndItsReader() {
    String twice = export(reader("ada", added(1, 5_000, null), added(1, 5_001, null)));
    assertThat(importJson(twice).detail())
        .isEqualTo("'ada': Event 2 (add): the version must be 2.");
    assertThat(importJson(twice.replace("ThreadAdded", "ThreadEaten")).detail())
        .isEqualTo(
            "'ada': Event 1 is of a type or revision that this version of the program does not"
                + " know.");
  }

  @Test
  void aStreamMustBeOne() {
    assertWrong(export(reader("ada", added(2, 5_000, null))), "body.readers[0].events[0].version");
    assertWrong(
        export(reader("ada", added(1, 5_000, null), added(1, 5_001, null))),
        "body.readers[0].events[1].version");
    assertWrong(
        export(reader("ada", started(1, 1), started(2, 2), started(3, 3)))
            .replace("\"action_version\":1", "\"action_version\":5"),
        "body.readers[0].events[1].action_version");
    assertWrong(
        export(reader("ada", started(1, 1)))
            .replace("\"action_version\":1", "\"action_version\":2"),
        "body.readers[0].events");
    assertWrong(
        export(reader("ada", added(1, 5_000, null)))
            .replace("ThreadAdded", "ThreadDeleted")
            .replace("\"payload\":{", "\"payload\":{\"thread_id\":4,\"title\":\"Gone\","),
        "body.readers[0].events[0]");
    assertWrong(
        export(reader("ada", added(1, 5_000, null))).replace("ThreadAdded", "ThreadEaten"),
        "body.readers[0].events[0]");
    assertWrong(
        export(reader("ada", added(1, 5_000, null))).replace("\"title\"", "\"tile\""),
        "body.readers[0].events[0]");
    assertWrong(
        export(reader("ada", added(1, 5_000, null)))
            .replace("\"issues_remaining\":3", "\"issues_remaining\":0"),
        "body.readers[0].events[0].payload");
    assertWrong(
        export(reader("ada", added(1, 5_000, null)))
            .replaceAll("\"payload\":.*", "\"payload\":null}]}]}"),
        "body.readers[0].events[0]");
  }

  /** Or the order of the queue would not be the same everywhere, or a move would never end. */
  @ParameterizedTest
  @ValueSource(strings = {"-0.000000125", "1e999999999", "1e-999999"})
  void aPlaceInTheQueueIsOneThreadsAndCanBeStored(String orderKey) {
    String export = export(reader("ada", added(1, 5_000, null), added(2, 5_001, null)));

    assertWrong(
        export.replaceFirst("(?s)(.*\"order_key\":)[-0-9.]+", "$1" + orderKey),
        "body.readers[0].events[1]");
    assertThat(importJson(export).status()).isEqualTo(200);
  }

  /** What was taken back is read again by the history, which must find it. */
  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{\"first\":2,\"last\":2}]", "[{\"first\":1,\"last\":999}]"})
  void anUndoTakesBackWhatWasBefore(String takenBack) {
    Difference gone =
        new Difference(List.of(), List.of(), List.of(new ThreadId(5_000)), List.of(), List.of());
    VersionRange first = new VersionRange(1, 1);
    ActionsUndone undone =
        new ActionsUndone(null, List.of(first), List.of(), gone, false, LONG_AGO);
    String export =
        export(
            reader("ada", added(1, 5_000, null), new RecordedEvent(2, undone, ActionType.UNDO, 2)));

    assertWrong(
        export.replace("[{\"first\":1,\"last\":1}]", takenBack),
        "body.readers[0].events[1].payload");
    assertThat(importJson(export).status()).isEqualTo(200);
  }

  /** Or the history would show as standing what the pile does not hold any more. */
  @Test
  void anUndoTakesBackTheLatestAction() {
    Difference gone =
        new Difference(List.of(), List.of(), List.of(new ThreadId(5_000)), List.of(), List.of());
    VersionRange first = new VersionRange(1, 1);
    ActionsUndone undone =
        new ActionsUndone(null, List.of(first), List.of(), gone, false, LONG_AGO);
    PileRestored restored =
        new PileRestored(7, null, List.of(first), List.of(), gone, false, LONG_AGO);

    assertWrong(
        export(
            reader(
                "ada",
                added(1, 5_000, null),
                added(2, 5_001, null),
                new RecordedEvent(3, undone, ActionType.UNDO, 3))),
        "body.readers[0].events[2].payload");
    assertWrong(
        export(
            reader(
                "ada",
                added(1, 5_000, null),
                new RecordedEvent(2, restored, ActionType.RESTORE, 2))),
        "body.readers[0].events[1].payload");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"snoozed\":[]|\"snoozed\":[null]",
        "\"threads\":[]|\"threads\":[null]",
        "\"taken_back\":[{|\"taken_back\":[null,{",
        "\"removed_threads\":[|\"removed_threads\":[null,"
      })
  void nothingIsMissingInAList(String list, String withNull) {
    SessionFacts session =
        new SessionFacts(
            new SessionId(6_000),
            LONG_AGO,
            null,
            LONG_AGO,
            Die.D8,
            Die.D8,
            null,
            List.of(Die.D8),
            null,
            false,
            List.of());
    Difference gone =
        new Difference(
            List.of(), List.of(), List.of(new ThreadId(5_000)), List.of(session), List.of());
    ActionsUndone undone =
        new ActionsUndone(null, List.of(new VersionRange(2, 2)), List.of(), gone, false, LONG_AGO);
    String export =
        export(
            reader(
                "ada",
                started(1, 6_000),
                added(2, 5_000, null),
                new RecordedEvent(3, undone, ActionType.UNDO, 3)));
    assertThat(export).contains(list);

    assertWrong(export.replace(list, withNull), "body.readers[0].events[2]");
    assertThat(importJson(export).status()).isEqualTo(200);
  }

  /** Tools that sort the names of JSON put the events before the reader's name. */
  @Test
  void whatIsSetRightIsOfItsReaderInAnyOrderOfTheFile() {
    String ada = reader("ada", added(1, 5_000, "a\u0000b"));
    String events = ada.substring(ada.indexOf("\"events\""), ada.length() - 1);
    String sorted =
        "{" + events + ",\"registered_at\":\"2024-01-01T00:00:00Z\",\"username\":\"ada\"}";

    JsonNode report = importJson(export(sorted)).json();

    assertThat(report.at("/not_carried_over/0").asString()).startsWith("ada: Event 1 (");
    assertThat(report.at("/remarks/0/values/reader").asString()).isEqualTo("ada");
    assertThat(stream("ada")).containsExactly(added(1, 5_000, "a b"));
  }

  @Test
  void whatIsSetRightIsNotHeldInMemory() throws IOException {
    int edits = 6_000;
    Path file = Files.createTempFile("archive", ".json");
    try {
      try (Writer out = Files.newBufferedWriter(file)) {
        out.write(export(reader("ada", added(1, 5_000, null))).replaceFirst("]}]}$", ""));
        for (int version = 2; version < edits + 2; version++) {
          String notes = version + " \u0000 " + "n".repeat(9_900);
          ThreadFacts thread = ((ThreadAdded) added(version, 5_000, notes).event()).thread();
          ThreadEdited edited = new ThreadEdited(thread, List.of("notes"), 1, LONG_AGO);
          out.write(",");
          out.write(
              JSON.writeValueAsString(
                  archive.write(new RecordedEvent(version, edited, ActionType.EDIT, version))));
        }
        out.write("]}]}");
      }
      long before = usedHeap();

      Archive checked = archives.check(file);

      assertThat(usedHeap() - before).isLessThan(20 << 20);
      assertThat(checked.notCarriedOver()).hasSize(edits);
      AtomicLong clean = new AtomicLong();
      checked.forEach(
          (reader, events) ->
              events
                  .skip(1)
                  .map(event -> ((ThreadEdited) event.event()).thread().notes())
                  .filter(notes -> String.valueOf(notes).indexOf(0) < 0)
                  .forEach(notes -> clean.incrementAndGet()));
      assertThat(clean.get()).isEqualTo(edits);
    } finally {
      Files.delete(file);
    }
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** An event is read as a whole, and one of a hundred MiB would end the program for everybody. */
  @Test
  void whatIsLargerThanAnythingOfAnExportIsRefusedBeforeItIsInMemory() {
    String ada = export(reader("ada", added(1, 5_000, null)));
    String manyNames =
        LongStream.rangeClosed(0, 1_000)
            .mapToObj(i -> "\"n" + i + "\":0")
            .collect(Collectors.joining(",", "{", "}"));

    assertWrong(ada.replace("\"payload\":{", "\"payload\":{\"more\":" + manyNames + ","), "body");
    assertWrong(
        ada.replace("\"payload\":{", "\"payload\":{\"more\":[" + "1,".repeat(1_000_000) + "1],"),
        "body");
    assertThat(importJson(ada).status()).isEqualTo(200);
  }

  /** Everything that is said of a file is held in memory until it is told. */
  @Test
  void aFileWithTooMuchToSetRightIsRefused() {
    RecordedEvent[] events = new RecordedEvent[20_001];
    for (int i = 0; i < events.length; i++) {
      SessionStarted started =
          new SessionStarted(new SessionId(6_000 + i), Die.D8, null, Instant.ofEpochSecond(-i - 1));
      events[i] = new RecordedEvent(i + 1, started, ActionType.SESSION_START, i + 1);
    }

    assertWrong(export(reader("ada", events)), "body.readers[0].events[20000]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|body",
        "[]|body",
        "{}|body",
        "{\"readers\":[]}|body.format",
        "{\"format\":\"other\",\"version\":1,\"readers\":[]}|body.format",
        "{\"format\":\"comic-pile\",\"version\":2,\"readers\":[]}|body.version",
        "{\"format\":\"comic-pile\",\"version\":1}|body.readers",
        "{\"format\":\"comic-pile\",\"version\":1,\"readers\":{}}|body.readers",
        "{\"format\":\"comic-pile\",\"version\":1,\"readers\":[7]}|body.readers[0]",
        "{\"format\":\"comic-pile\",\"version\":1,\"readers\":[{\"username\":\"a\"}]}"
            + "|body.readers[0].registered_at",
        "{\"format\":\"comic-pile\",\"version\":1,\"readers\":[{\"username\":7}]}"
            + "|body.readers[0].username",
        "{\"format\":\"comic-pile\",\"version\":1,\"readers\":[{\"registered_at\":\"now\"}]}"
            + "|body.readers[0].registered_at",
        "{\"format\":\"comic-pile\",\"version\":1,\"readers\":[|body",
        "{\"format\":\"comic-pile\",\"version\":1,\"readers\":[],\"readers\":[]}|body",
        "{\"users\":[]}|body.threads",
      })
  void whatIsNoArchiveIsNamedAndChangesNothing(String body, String field) {
    assertWrong(body, field);
  }

  private void assertWrong(String body, String field) {
    Answer answer = importJson(body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/field").asString()).as(answer.body()).isEqualTo(field);
    assertThat(storedEvents()).isZero();
    assertThat(jdbc.sql("select count(*) from accounts.account").query(Long.class).single())
        .isEqualTo(1);
  }

  @Test
  void twoReadersOfOneNameAreRefused() {
    assertWrong(export(reader("ada"), reader("ADA")), "body.readers[1].username");
  }

  @Test
  void whatThisSystemForbidsIsEnteredOtherwiseAndNamed() {
    ThreadFacts thread = ((ThreadAdded) added(1, 5_000, "a\u0000b").event()).thread();
    Answer answer =
        importJson(
            export(
                    reader(
                        " ada ",
                        added(1, 5_000, "a\u0000b"),
                        started(2, 6_000),
                        new RecordedEvent(
                            3,
                            new SessionEnded(
                                new SessionId(6_000),
                                SessionEnded.Reason.READER,
                                LONG_AGO.minusSeconds(60),
                                LONG_AGO.minusSeconds(30)),
                            ActionType.SESSION_END,
                            3)))
                .replace("\"title\":\"Thread 5000\"", "\"title\":\"" + "x".repeat(201) + "\"")
                .replace("\"review_url\":null", "\"review_url\":\"javascript:alert(1)\""));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    ThreadFacts entered = ((ThreadAdded) stream("ada").getFirst().event()).thread();
    assertThat(entered.title()).isEqualTo("x".repeat(200));
    assertThat(entered.notes()).isEqualTo("a b");
    assertThat(entered.reviewUrl()).isNull();
    assertThat(entered.createdAt()).isEqualTo(thread.createdAt());
    SessionEnded ended = (SessionEnded) stream("ada").getLast().event();
    assertThat(ended.endedAt()).isEqualTo(LONG_AGO);
    assertThat(ended.at()).isEqualTo(LONG_AGO);
    assertThat(answer.json().path("not_carried_over").size()).isEqualTo(6);
    assertThat(answer.json().path("remarks").findValuesAsString("code"))
        .hasSize(6)
        .contains("cell_repaired", "session_ended_early");
  }

  @Test
  void longerFormsOfShorterLettersAreNoUtf8() {
    byte[] letters = export(reader("\u00c1\u00a1da")).getBytes(StandardCharsets.ISO_8859_1);

    Answer answer = send(PATH, admin, "application/json", BodyPublishers.ofByteArray(letters));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("The body must be valid JSON in UTF-8.");
  }

  @Test
  void neitherIsUtf16() {
    byte[] letters = export(reader("ada")).getBytes(StandardCharsets.UTF_16LE);

    Answer answer = send(PATH, admin, "application/json", BodyPublishers.ofByteArray(letters));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("The body must be valid JSON in UTF-8.");
  }

  @Test
  void aNameThatIsLongerThanAnyIsRefused() {
    String file = "{\"readers\":[{\"" + "x".repeat(101) + "\":0}]}";

    assertThat(importJson(file).status()).isEqualTo(422);
  }

  /** Each event is read as a whole, and the names of an object are kept until it ends. */
  @Test
  void anObjectThatIsLargerThanAnyIsRefused() {
    String numbers = "{\"version\":1,\"payload\":[" + "0,".repeat(1_000_000) + "0]}";
    String names =
        IntStream.rangeClosed(0, 1_000)
            .mapToObj(i -> "\"" + i + "\":0")
            .collect(Collectors.joining(",", "{", "}"));

    for (String reader : List.of("{\"events\":[" + numbers + "]}", names)) {
      Answer answer = importJson(export(reader));
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.body()).contains("holds an object that is larger than any of an export");
    }
  }

  @Test
  void onlyAnAdminMayImport() {
    JsonNode report = importJson(export(reader("ada"))).json();
    String ada = logIn("ada", report.at("/passwords/0/password").asString());
    BodyPublisher body = BodyPublishers.ofString(export());

    assertThat(send(PATH, ada, "application/json", body).status()).isEqualTo(403);
    assertThat(send(PATH, null, "application/json", body).status()).isEqualTo(401);
    assertThat(send(PATH, admin, "text/plain", body).status()).isEqualTo(415);
  }
}

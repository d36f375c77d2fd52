package dev.comicpile.command.pile;

import static dev.comicpile.command.Readers.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.command.SessionCommand.StartSession;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.MovableClock;
import dev.comicpile.command.Readers;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.eventstore.StoredBeside.StoredBefore;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import dev.comicpile.testing.OnlyInDatabase;
import dev.comicpile.testing.OnlyOnAxonServer;
import dev.comicpile.testing.TestDatabase;
import dev.comicpile.web.WriteConditions;
import dev.comicpile.web.WriteConditions.Key;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A write sent again under its key is answered again and changes nothing. */
@CommandServiceTest
class IdempotencyIT {

  private static final String SAGA =
      "{\"title\":\"Saga\",\"format\":\"Comic\",\"issues_remaining\":3}";
  private static final String BONE =
      "{\"title\":\"Bone\",\"format\":\"Comic\",\"issues_remaining\":3}";

  @Autowired Readers readers;
  @Autowired PileCommands here;
  @Autowired OtherProcess otherProcess;
  @Autowired PileStreams streams;
  @Autowired IdempotencyStore answers;
  @Autowired MovableClock clock;
  @Autowired JdbcClient jdbc;
  Api reader;

  @BeforeEach
  void newReader() {
    reader = readers.reader();
  }

  private Answer keyed(String key, String method, String path, String body) {
    return reader.send(method, path, body, "Idempotency-Key", key);
  }

  private Answer add(String key, String body) {
    return keyed(key, "POST", "/api/threads/", body);
  }

  private long version() {
    return streams.version(idOf(reader));
  }

  private static void assertSame(Answer again, Answer first) {
    assertThat(again.status()).isEqualTo(first.status());
    assertThat(again.body()).isEqualTo(first.body());
    for (String header : List.of("Pile-Version", "Content-Type", "Set-Cookie")) {
      assertThat(again.response().headers().allValues(header))
          .isEqualTo(first.response().headers().allValues(header));
    }
  }

  @Test
  void theSameKeyIsAnsweredTheSameAndChangesNothing() {
    Answer first = add("k", SAGA);
    assertThat(first.status()).isEqualTo(201);
    reader.add("Bone", 2);

    assertSame(add("k", SAGA), first);
    assertSame(add("k", SAGA), first);
    assertThat(version()).isEqualTo(2);
    assertThat(add("k2", SAGA).version()).isEqualTo(3);
  }

  @Test
  void nothingIsKeptForWhoHasLeft() {
    Key ofNobody = new Key(new ReaderId(Long.MAX_VALUE), "k", "of a request");
    assertThatThrownBy(() -> answers.keep(ofNobody, 12)).isInstanceOf(StoredBefore.class);
    assertThat(answers.findNumber(ofNobody)).isEmpty();
  }

  @Test
  void everyKindOfReplyIsAnsweredTheSame() {
    long saga = reader.add("Saga", 5);
    reader.add("Bone", 5);
    String[][] writes = {
      {"POST", "/api/session/start", "{\"start_die\":8}"},
      {"POST", "/api/roll/override", "{\"thread_id\":" + saga + "}"},
      {"POST", "/api/rate/", "{\"rating\":4.5,\"issues_read\":1}"},
      {"POST", "/api/roll/", ""},
      {"POST", "/api/snooze/", ""},
      {"DELETE", "/api/snooze/", ""},
      {"POST", "/api/roll/set-die?die=20", ""},
      {"PUT", "/api/threads/" + saga, "{\"notes\":\"é\"}"},
      {"POST", "/api/queue/move", "{\"thread_id\":" + saga + ",\"to\":\"back\"}"},
      {"DELETE", "/api/queue/", ""},
      {"POST", "/api/undo/", ""},
      {"POST", "/api/undo/redo", ""},
      {"DELETE", "/api/threads/" + saga, ""},
    };
    for (int i = 0; i < writes.length; i++) {
      String[] write = writes[i];
      Answer first = keyed("key " + i, write[0], write[1], write[2]);
      long version = version();
      assertSame(keyed("key " + i, write[0], write[1], write[2]), first);
      assertThat(version()).as(write[1]).isEqualTo(version);
    }
  }

  @Test
  void anImportIsDoneOnce() {
    byte[] file =
        "title,format,issues_remaining\nSaga,Comic,2\nBone,Comic,x\n"
            .getBytes(StandardCharsets.UTF_8);
    String path = "/api/threads/import/csv";
    // Each upload has a boundary of its own.
    Answer first = reader.upload(path, "pile.csv", file, "Idempotency-Key", "k");
    assertThat(first.json().path("imported").asInt()).isEqualTo(1);
    assertThat(first.json().path("errors").size()).isEqualTo(1);

    assertSame(reader.upload(path, "pile.csv", file, "Idempotency-Key", "k"), first);
    assertThat(version()).isEqualTo(1);

    file[30] = 'X';
    Answer other = reader.upload(path, "pile.csv", file, "Idempotency-Key", "k");
    assertThat(other.wrongField()).isEqualTo("header.Idempotency-Key not_allowed");
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void aRefusalIsAnsweredAgainEvenWhereItWouldNowBeAccepted() {
    Answer refused = keyed("k", "POST", "/api/roll/", "");
    assertThat(refused.status()).isEqualTo(400);
    Answer missing = keyed("m", "DELETE", "/api/threads/1", "");
    assertThat(missing.status()).isEqualTo(404);
    reader.add("Saga", 3);

    assertSame(keyed("k", "POST", "/api/roll/", ""), refused);
    assertSame(keyed("m", "DELETE", "/api/threads/1", ""), missing);
    assertThat(version()).isEqualTo(1);
    assertThat(keyed("l", "POST", "/api/roll/", "").status()).isEqualTo(200);
  }

  @Test
  void anAnswerWithoutAnEventIsKeptToo() {
    long saga = reader.add("Saga", 3);
    String path = "/api/threads/" + saga;
    Answer unchanged = keyed("k", "PUT", path, "{\"title\":\"Saga\"}");
    reader.put(path, "{\"title\":\"Bone\"}");

    assertSame(keyed("k", "PUT", path, "{\"title\":\"Saga\"}"), unchanged);
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void theKeyOfAnotherRequestIsBadInput() {
    long saga = add("k", SAGA).json().path("id").asLong();

    for (Answer other :
        List.of(
            add("k", BONE),
            keyed("k", "POST", "/api/threads/?x=1", SAGA),
            keyed("k", "PUT", "/api/threads/" + saga, SAGA),
            keyed("k", "DELETE", "/api/threads/" + saga, ""))) {
      assertThat(other.status()).isEqualTo(422);
      assertThat(other.wrongField()).isEqualTo("header.Idempotency-Key not_allowed");
    }
    assertThat(version()).isEqualTo(1);
    assertThat(add("k", SAGA).status()).isEqualTo(201);
  }

  @Test
  void aSlashAtTheEndOfThePathChangesNothing() {
    Answer first = add("k", SAGA);
    assertSame(keyed("k", "POST", "/api/threads", SAGA), first);
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void anotherReaderHasKeysOfTheirOwn() {
    add("k", SAGA);
    Api other = readers.reader();

    Answer answer = other.send("POST", "/api/threads/", BONE, "Idempotency-Key", "k");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("title").asString()).isEqualTo("Bone");
    assertThat(streams.version(idOf(other))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``,too_short",
        "`   `,too_short",
        "`a\tb`,not_allowed",
      })
  void aKeyThatIsNoneIsBadInput(String key, String type) {
    Answer answer = add(key, SAGA);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.wrongField()).isEqualTo("header.Idempotency-Key " + type);
    assertThat(version()).isZero();
  }

  @Test
  void aKeyHasAtMost200CharactersAndIsGivenOnce() {
    assertThat(add("x".repeat(201), SAGA).wrongField())
        .isEqualTo("header.Idempotency-Key too_long");
    assertThat(
            reader
                .send("POST", "/api/threads/", SAGA, "Idempotency-Key", "a", "Idempotency-Key", "b")
                .wrongField())
        .isEqualTo("header.Idempotency-Key not_allowed");
    assertThat(add("x".repeat(200), SAGA).status()).isEqualTo(201);
  }

  @Test
  void aKeyCountsFor24Hours() {
    Answer first = add("k", SAGA);
    clock.advance(Duration.ofHours(24).minusMinutes(1));
    assertSame(add("k", SAGA), first);

    clock.advance(Duration.ofMinutes(1));
    Answer second = add("k", BONE);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.version()).isEqualTo(2);
    assertSame(add("k", BONE), second);
  }

  @Test
  void whatIsTooOldIsDeletedAndNothingElse() {
    add("old", SAGA);
    clock.advance(Duration.ofHours(24));
    Answer young = add("young", SAGA);

    answers.forgetOld();

    assertThat(
            jdbc.sql("select idempotency_key from accounts.given_answer where actor_id = ?")
                .param(reader.id())
                .query((row, number) -> row.getString(1))
                .list())
        .containsExactly("young");
    assertSame(add("young", SAGA), young);
  }

  @Test
  void manyAtOnceAreOneWrite() throws Exception {
    List<Answer> all = atOnce(40, i -> add("k", SAGA));

    for (Answer each : all) {
      assertThat(each.status()).isEqualTo(201);
      assertSame(each, all.getFirst());
    }
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void manyAtOnceInTwoProcessesAreOneWrite() throws Exception {
    PileCommands there = otherProcess.start();
    for (int round = 0; round < 10; round++) {
      WriteConditions once = under("round " + round);
      PileCommand<?> command =
          new AddThread(
              idOf(reader), new Title("Saga"), new Format("Comic"), new Issues(3), null, false);
      List<PileReply> all = atOnce(8, i -> (i % 2 == 0 ? here : there).send(command, once));

      assertThat(all).containsOnly(all.getFirst());
      assertThat(version()).isEqualTo(round + 1);
    }
  }

  @Test
  void twoProcessesRefuseTheSameOnce() throws Exception {
    PileCommands there = otherProcess.start();
    PileCommand<?> command = new RollDie(idOf(reader));
    List<String> all =
        atOnce(
            8,
            i -> {
              try {
                (i % 2 == 0 ? here : there).send(command, under("k"));
                return "accepted";
              } catch (PileRefusal refusal) {
                return refusal.problem().sentence();
              }
            });
    assertThat(all).containsOnly("No active threads to roll for. Please add a thread first.");

    here.send(
        new AddThread(
            idOf(reader), new Title("Saga"), new Format("Comic"), new Issues(3), null, false));
    assertThatThrownBy(() -> there.send(command, under("k"))).isInstanceOf(PileRefusal.class);
  }

  @Test
  void whatAnotherProcessAnsweredIsAnsweredHere() {
    PileCommand<?> command = new StartSession(idOf(reader), null);
    PileReply there = otherProcess.start().send(command, under("k"));

    assertThat(here.send(command, under("k"))).isEqualTo(there);
    assertThat(version()).isEqualTo(1);
  }

  @Test
  @OnlyInDatabase("a trigger makes the conflict")
  void whatLostToOtherWritersIsNotKept() throws Exception {
    here.send(
        new AddThread(
            idOf(reader), new Title("Saga"), new Format("Comic"), new Issues(3), null, false));
    try (Connection other =
            DriverManager.getConnection(TestDatabase.url(), "postgres", "postgres");
        Statement statement = other.createStatement()) {
      // A version that is taken and can't be seen: every attempt to append it conflicts.
      statement.executeUpdate(
          """
          create function event_store.refuse() returns trigger language plpgsql as
          'begin raise exception ''taken'' using errcode = ''unique_violation''; end'\
          """);
      statement.executeUpdate(
          "create trigger refuse before insert on event_store.domain_event for each row"
              + " when (new.aggregate_identifier = '"
              + reader.pileId()
              + "') execute function event_store.refuse()");
      try {
        assertThat(add("k", SAGA).status()).isEqualTo(409);
      } finally {
        statement.executeUpdate("drop trigger refuse on event_store.domain_event");
        statement.executeUpdate("drop function event_store.refuse()");
      }
    }
    assertThat(add("k", SAGA).status()).isEqualTo(201);
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void anAnswerWhoseEventsNeverCameDoesNotCount() {
    Answer first = add("k", SAGA);
    jdbc.sql(
            """
            update accounts.given_answer
            set command_id = 'a command that came to nothing', reader_id = ?, version = ?
            where actor_id = ?
            """)
        .params(reader.id(), 1, reader.id())
        .update();

    Answer second = add("k", SAGA);
    assertThat(second.version()).isEqualTo(first.version() + 1);
    assertSame(add("k", SAGA), second);
  }

  @Test
  @OnlyOnAxonServer
  void anAnswerCountsAsSoonAsItsEventsAreStored() {
    Answer first = add("k", SAGA);
    String command = streams.commandBehind(idOf(reader), 1).orElseThrow();
    jdbc.sql(
            "update accounts.given_answer set command_id = ?, reader_id = ?, version = 1"
                + " where actor_id = ?")
        .params(command, reader.id(), reader.id())
        .update();

    assertSame(add("k", SAGA), first);
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void withAKeyAndAVersionTheKeyComesFirst() {
    Answer first =
        reader.send("POST", "/api/threads/", SAGA, "Idempotency-Key", "k", "If-Match", "0");
    assertThat(first.status()).isEqualTo(201);
    assertSame(
        reader.send("POST", "/api/threads/", SAGA, "Idempotency-Key", "k", "If-Match", "0"), first);

    Answer movedOn =
        reader.send("POST", "/api/threads/", SAGA, "Idempotency-Key", "l", "If-Match", "0");
    assertThat(movedOn.status()).isEqualTo(412);
    // which is no result, so that the key is still free
    assertThat(
            reader
                .send("POST", "/api/threads/", SAGA, "Idempotency-Key", "l", "If-Match", "1")
                .status())
        .isEqualTo(201);
  }

  private WriteConditions under(String key) {
    return new WriteConditions(new WriteConditions.Key(idOf(reader), key, "fingerprint"), null);
  }

  private interface Work<T> {
    T at(int index) throws Exception;
  }

  private static <T> List<T> atOnce(int count, Work<T> work) throws Exception {
    List<Callable<T>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = i;
      all.add(() -> work.at(index));
    }
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<T> done : threads.invokeAll(all)) {
        results.add(done.get());
      }
    }
    return results;
  }
}

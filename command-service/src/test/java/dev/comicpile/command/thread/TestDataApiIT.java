package dev.comicpile.command.thread;

import static dev.comicpile.command.Readers.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.Readers;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import dev.comicpile.testing.EventStoreOfTests;
import dev.comicpile.testing.OnlyInDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@CommandServiceTest
class TestDataApiIT {

  private static final String PATH = "/api/admin/delete-test-data/";

  @Autowired Readers readers;
  @Autowired PileStreams streams;
  @Autowired JdbcClient jdbc;
  @Autowired ApplicationContext program;
  Api admin;

  /** Other tests have left piles behind, with test threads and with events that cannot be read. */
  @BeforeEach
  void noTestData() {
    EventStoreOfTests.forgetPiles(program);
    admin = readers.admin();
  }

  private static int threads(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().path("deleted_threads").asInt(-1);
  }

  private static int readers(Answer answer) {
    return answer.json().path("readers").asInt(-1);
  }

  @Test
  void theVersionThatItIsMeantForIsHeard() {
    assertThat(admin.send("POST", PATH, null, "If-Match", "zz").status()).isEqualTo(422);
    assertThat(admin.send("POST", PATH, null, "If-Match", "99").status()).isEqualTo(412);
    assertThat(admin.send("POST", PATH, null, "If-Match", "0").status()).isEqualTo(200);
  }

  @Test
  void everyReadersTestThreadsAreDeletedAsOneActionEach() {
    Api first = readers.reader();
    long saga = first.add("Saga", 5);
    first.addTest("Test", 1);
    first.addTest("Finished test", 0);
    Api second = readers.reader();
    second.addTest("Another test", 2);
    second.post("/api/roll");
    Api third = readers.reader();
    third.add("Bone", 3);

    Answer answer = admin.post(PATH);
    assertThat(threads(answer)).isEqualTo(3);
    assertThat(readers(answer)).isEqualTo(2);
    assertThat(answer.errors()).isEmpty();
    assertThat(answer.response().headers().map()).doesNotContainKeys("pile-version", "set-cookie");
    assertThat(streams.read(idOf(first), 4))
        .hasSize(2)
        .allMatch(event -> event.actionVersion() == 5)
        .extracting(RecordedEvent::action)
        .containsOnly(ActionType.DELETE);
    assertThat(first.put("/api/threads/" + saga, "{}").status()).isEqualTo(200);
    assertThat(streams.version(idOf(third))).isEqualTo(1);
    assertThat(second.post("/api/rate", "{\"rating\":4,\"issues_read\":1}").status())
        .isEqualTo(400);

    Answer undone = first.post("/api/undo");
    assertThat(undone.text("undone/0/description")).isEqualTo("Deleted 2 threads");
    assertThat(undone.json().at("/undone/0/type").asString()).isEqualTo("delete");
    assertThat(first.delete("/api/queue/").json().path("removed").asInt()).isEqualTo(2);
    Answer ofSecond = second.post("/api/undo");
    assertThat(ofSecond.text("undone/0/description")).isEqualTo("Deleted Another test");
    assertThat(ofSecond.json().at("/session/pending_thread_id").isNumber()).isTrue();
  }

  @Test
  void withNothingToDeleteNothingHappens() {
    Api reader = readers.reader();
    reader.add("Saga", 5);
    Answer answer = admin.post(PATH);

    assertThat(answer.json().propertyNames())
        .containsExactly("deleted_threads", "readers", "errors");
    assertThat(threads(answer)).isZero();
    assertThat(readers(answer)).isZero();
    assertThat(streams.version(idOf(reader))).isEqualTo(1);
  }

  @Test
  void theAdminsOwnPileIsOneOfThemAndItsVersionIsAnswered() {
    admin.addTest("Test", 1);
    for (int i = 0; i < 101; i++) {
      readers.reader().addTest("Test", 1);
    }
    Answer answer = admin.post(PATH);

    assertThat(threads(answer)).isEqualTo(102);
    assertThat(readers(answer)).isEqualTo(102);
    assertThat(answer.version()).isEqualTo(2);
    assertThat(answer.response().headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .contains("." + admin.id() + ".2");
  }

  @Test
  @OnlyInDatabase("it stores a broken event by SQL")
  void aPileThatCannotBeReadIsNamedAndKeepsNobodyElses() {
    Api broken = readers.reader();
    broken.addTest("Test", 1);
    jdbc.sql(
            "insert into event_store.domain_event (aggregate_identifier, sequence_number,"
                + " aggregate_type, event_identifier, recorded_at, payload_type, payload_revision,"
                + " payload, metadata) select aggregate_identifier, 1, aggregate_type, 'x',"
                + " recorded_at, 'ThreadLent', '1', payload, metadata"
                + " from event_store.domain_event where aggregate_identifier = ?")
        .param(broken.pileId())
        .update();
    jdbc.sql("update event_store.pile set version = 2 where reader_id = ?")
        .param(broken.id())
        .update();
    readers.reader().addTest("Test", 1);
    Answer answer = admin.post(PATH);

    assertThat(threads(answer)).isEqualTo(1);
    assertThat(answer.errors())
        .containsExactly(
            "User " + broken.id() + ": the test threads could not be deleted. The log says why.");
  }

  @Test
  void onlyAnAdminDeletesTestData() {
    Api reader = readers.reader();
    reader.addTest("Test", 1);

    assertThat(reader.post(PATH).status()).isEqualTo(403);
    assertThat(readers.nobody().post(PATH).status()).isEqualTo(401);
    assertThat(streams.version(idOf(reader))).isEqualTo(1);
  }
}

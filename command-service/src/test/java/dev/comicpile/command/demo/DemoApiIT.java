package dev.comicpile.command.demo;

import static dev.comicpile.command.Readers.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.StoreIdentity;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.Readers;
import dev.comicpile.command.account.Accounts;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.startup.StartFailure;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@CommandServiceTest
class DemoApiIT {

  private static final String PATH = "/api/admin/reset-demo";

  @Autowired Readers readers;
  @Autowired DemoReader demo;
  @Autowired Accounts accounts;
  @Autowired PileStreams streams;
  @Autowired JdbcClient jdbc;
  @Autowired StoreIdentity store;
  Api admin;

  @BeforeEach
  void noDemoReader() {
    jdbc.sql("delete from accounts.account where username = 'demo'").update();
    admin = readers.admin();
  }

  private Api demoReader() {
    demo.ensure();
    return readers.readerOf(demo.find().orElseThrow());
  }

  private Contents contents(Api reader) {
    Pile pile = Pile.empty(idOf(reader));
    try (Stream<RecordedEvent> events = streams.read(idOf(reader), 1)) {
      for (RecordedEvent event : (Iterable<RecordedEvent>) events::iterator) {
        pile = pile.evolve(event);
      }
    }
    return pile.contents();
  }

  private static List<String> queue(Contents contents) {
    return contents
        .queue()
        .threadIds()
        .map(id -> contents.thread(id).orElseThrow())
        .map(thread -> thread.title() + " " + thread.issuesRemaining())
        .toList();
  }

  @Test
  void whoRegisteredTheNameFirstIsNoDemoReader() {
    accounts.register("Demo", "stranger@example.org", "my own password");

    assertThatThrownBy(demo::ensure)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("start without --demo");
    assertThat(admin.post(PATH).status()).isEqualTo(404);
    jdbc.sql("delete from accounts.account where username = 'Demo'").update();
  }

  @Test
  void thePileIsSetBackToItsSampleComicsAndUndoBringsTheOldOneBack() {
    Api reader = demoReader();
    reader.add("My own", 4);
    reader.post("/api/roll");
    reader.delete("/api/queue/");
    reader.add("Only this", 2);
    reader.post("/api/roll");
    Contents before = contents(reader);
    long version = streams.version(idOf(reader));
    Answer answer = admin.post(PATH);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().propertyNames()).containsExactly("threads");
    assertThat(answer.json().path("threads").asInt()).isEqualTo(DemoReader.samples().size());
    Contents after = contents(reader);
    assertThat(queue(after)).hasSize(40).startsWith("Saga 18", "Hellboy Omnibus 12");
    assertThat(after.threads().values())
        .extracting(ThreadFacts::title)
        .hasSize(42)
        .contains("Watchmen")
        .doesNotContain("My own", "Only this");
    assertThat(after.openSession()).isEmpty();
    assertThat(streams.read(idOf(reader), version + 1))
        .allMatch(event -> event.action() == ActionType.IMPORT)
        .allMatch(event -> event.actionVersion() == streams.version(idOf(reader)));
    assertThat(answer.version()).isEqualTo(streams.version(idOf(reader)));
    assertThat(answer.response().headers().map()).doesNotContainKey("set-cookie");

    Answer undone = reader.post("/api/undo");
    assertThat(undone.text("undone/0/description")).isEqualTo("Imported 42 threads in place of 3");
    assertThat(contents(reader).threads()).isEqualTo(Map.copyOf(before.threads()));
    assertThat(undone.json().at("/session/pending_thread_id").isNumber()).isTrue();
  }

  @Test
  void theVersionThatIsExpectedIsThatOfTheDemoReadersPile() {
    Api reader = demoReader();
    long version = streams.version(idOf(reader));

    assertThat(resetIfMatch(etag(admin, version)).status()).isEqualTo(412);
    assertThat(resetIfMatch(etag(reader, version - 1)).status()).isEqualTo(412);
    assertThat(resetIfMatch(etag(reader, version)).status()).isEqualTo(200);
    long now = streams.version(idOf(reader));
    assertThat(resetIfMatch(Long.toString(now)).status()).isEqualTo(200);
  }

  private Answer resetIfMatch(String expected) {
    return admin.send("POST", PATH, null, "If-Match", expected);
  }

  private String etag(Api of, long version) {
    return "W/\"%s.%s.%s.1\"".formatted(store.storeId(), of.id(), version);
  }

  @Test
  void withoutADemoReaderThereIsNothingToReset() {
    Answer answer = admin.post(PATH);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.detail())
        .isEqualTo("There is no demo reader. Please start Comic Pile with --demo first.");
  }

  @Test
  void onlyAnAdminResetsTheDemo() {
    Api reader = demoReader();
    long version = streams.version(idOf(reader));

    assertThat(reader.post(PATH).status()).isEqualTo(403);
    assertThat(readers.nobody().post(PATH).status()).isEqualTo(401);
    assertThat(streams.version(idOf(reader))).isEqualTo(version);
  }
}

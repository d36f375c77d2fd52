package dev.comicpile.query.live;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.query.QueryTest;
import dev.comicpile.query.TestPile;
import dev.comicpile.web.RevokedFamilies;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Server-sent events: what happens to a pile is told while it happens. */
class LiveIT extends QueryTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired private RevokedFamilies revoked;

  private final HttpClient client = HttpClient.newHttpClient();
  private final TestPile pile = new TestPile();

  @AfterEach
  void disconnect() {
    client.shutdownNow();
  }

  /** An event as it came: comments and bare ids are left out. */
  private record Event(String id, String kind, JsonNode data) {

    long version() {
      return data.get("version").asLong();
    }
  }

  /** A client that listens. */
  private static final class Listener {

    final HttpResponse<java.io.InputStream> response;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Thread reading;
    volatile String lastId = "";

    Listener(HttpResponse<java.io.InputStream> response) {
      this.response = response;
      this.reading = Thread.ofVirtual().start(this::read);
    }

    private void read() {
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        String kind = "";
        JsonNode data = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("id: ")) {
            lastId = line.substring(4);
          } else if (line.startsWith("event: ")) {
            kind = line.substring(7);
          } else if (line.startsWith("data: ")) {
            data = JSON.readTree(line.substring(6));
          } else if (line.isEmpty() && data != null) {
            events.add(new Event(lastId, kind, data));
            data = null;
            kind = "";
          }
        }
      } catch (IOException e) {
        // the test or the server has ended it
      }
    }

    Event next() throws InterruptedException {
      return Objects.requireNonNull(events.poll(5, TimeUnit.SECONDS), "no event came");
    }

    boolean ended() {
      return !reading.isAlive();
    }
  }

  private HttpResponse<java.io.InputStream> connect(@Nullable String lastEventId) {
    return connect(client, lastEventId);
  }

  private HttpResponse<java.io.InputStream> connect(
      HttpClient client, @Nullable String lastEventId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/api/events"))
            .header("Accept-Encoding", "gzip")
            .header("Authorization", "Bearer " + token(pile.id()));
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Listener listen(@Nullable String lastEventId) {
    HttpResponse<java.io.InputStream> response = connect(lastEventId);
    assertThat(response.statusCode()).isEqualTo(200);
    return new Listener(response);
  }

  private void add(int threads) {
    for (int i = 0; i < threads; i++) {
      pile.send(
          new AddThread(
              pile.id(), new Title("Comic " + i), new Format("Comic"), new Issues(3), null, false));
    }
    store(pile);
  }

  private static List<String> types(Event event) {
    List<String> types = new ArrayList<>();
    event.data().get("types").forEach(type -> types.add(type.asString()));
    return types;
  }

  @Test
  void whatHappensIsToldWithItsVersionItsKindAndItsThreads() throws InterruptedException {
    Listener listener = listen(null);
    await().until(() -> listener.lastId.endsWith(":0"));

    add(1);
    Event added = listener.next();
    assertThat(added.id()).endsWith(":1");
    assertThat(types(added)).containsExactly("add");
    assertThat(added.data().get("thread_ids").size()).isEqualTo(1);

    pile.send(new RollDie(pile.id()));
    store(pile);
    Event rolled = listener.next();
    assertThat(rolled.version()).isEqualTo(pile.version());
    assertThat(types(rolled)).containsExactly("roll");

    pile.send(new UndoAction(pile.id(), null));
    store(pile);
    assertThat(types(listener.next())).containsExactly("undo");
    assertThat(listener.response.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(listener.response.headers().firstValue("Content-Type"))
        .hasValue("text/event-stream;charset=UTF-8");
  }

  @Test
  void whatWasMissedComesAsOneEvent() throws InterruptedException {
    add(1);
    Listener first = listen(null);
    await().until(() -> first.lastId.endsWith(":1"));
    String heard = first.lastId;
    add(2);
    pile.send(new RollDie(pile.id()));
    store(pile);

    Event missed = listen(heard).next();

    assertThat(missed.version()).isEqualTo(pile.version());
    assertThat(types(missed)).containsExactly("add", "roll");
    assertThat(missed.kind()).isEmpty();
  }

  @Test
  void anIdOfAnotherStoreOrOfTheFutureOrOfLongAgoIsAReset() throws InterruptedException {
    add(3);
    Listener own = listen(null);
    await().until(() -> own.lastId.endsWith(":3"));
    String store = own.lastId.substring(0, own.lastId.indexOf(':'));

    for (String id : List.of("another:2", store + ":99", "nonsense", store + ":-1")) {
      Event reset = listen(id).next();
      assertThat(reset.kind()).as(id).isEqualTo("reset");
      assertThat(reset.id()).isEqualTo(store + ":3");
    }
    add(LiveStream.MOST_MISSED + 1);
    assertThat(listen(store + ":3").next().kind()).isEqualTo("reset");
  }

  @Test
  void anotherReadersPileIsNotHeard() throws InterruptedException {
    Listener listener = listen(null);
    await().until(() -> listener.lastId.endsWith(":0"));
    TestPile other = new TestPile();
    other.send(
        new AddThread(
            other.id(), new Title("Not yours"), new Format("Comic"), new Issues(1), null, false));
    store(other);
    add(1);

    assertThat(listener.next().id()).endsWith(":1");
    assertThat(listener.events).isEmpty();
  }

  @Test
  void theStreamEndsWithinASecondOfTheTokensRevocation() {
    Listener listener = listen(null);
    await().until(() -> listener.lastId.endsWith(":0"));

    revoked.revoked(
        new RevokedFamilies.RevokedFamily("family-" + pile.id(), Instant.now().plusSeconds(60)));

    await().atMost(Duration.ofSeconds(1)).until(listener::ended);
  }

  @Test
  void theTwentyFirstStreamOfAReaderIsRefused() {
    List<Listener> listeners = new ArrayList<>();
    for (int i = 0; i < LiveStreams.MOST_OF_A_READER; i++) {
      listeners.add(listen(null));
    }

    HttpResponse<java.io.InputStream> refused = connect(null);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(listeners).noneMatch(Listener::ended);
  }

  @Test
  void streamsWhoseClientsAreGoneKeepNobodyOut() {
    try (HttpClient gone = HttpClient.newHttpClient()) {
      for (int i = 0; i < LiveStreams.MOST_OF_A_READER; i++) {
        assertThat(connect(gone, null).statusCode()).isEqualTo(200);
      }
      gone.shutdownNow();
    }

    await().atMost(Duration.ofSeconds(5)).until(() -> connect(null).statusCode() == 200);
  }
}

package dev.comicpile.query.live;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One client's stream of server-sent events, written by the virtual thread of its request. Between
 * two events it holds neither a platform thread nor a connection to the database.
 */
final class LiveStream {

  /** How often it is asked whether the client may still listen. */
  private static final Duration TICK = Duration.ofMillis(500);

  /** A connection that says nothing for longer is cut by many proxies. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /**
   * So often a client that may be gone is spoken to: its network answers the first time that it is,
   * so that the second time fails, and the third is for one that answers late.
   */
  private static final int CALLS = 3;

  /**
   * A client that comes back after more events than this is told to read everything anew. One that
   * listens is told after so many, with the end of the action, and then of those that follow.
   */
  static final int MOST_MISSED = 1_000;

  private static final List<RecordedEvent> LOOK = List.of();

  private final ReaderId readerId;
  private final String storeId;
  private final PileStreams streams;
  private final JsonMapper json;

  /** What was stored, in order; an empty list says that the store has to be asked. */
  private final LinkedBlockingDeque<List<RecordedEvent>> news = new LinkedBlockingDeque<>(100);

  private final AtomicInteger calls = new AtomicInteger();

  private long told;

  /**
   * A stream of a reader's pile.
   *
   * @param storeId which names the store in the events' ids
   */
  LiveStream(ReaderId readerId, String storeId, PileStreams streams, JsonMapper json) {
    this.readerId = readerId;
    this.storeId = storeId;
    this.streams = streams;
    this.json = json;
  }

  /** Says what has just been stored. */
  void stored(List<RecordedEvent> events) {
    if (!news.offer(events)) {
      news.clear();
      news.offer(LOOK);
    }
  }

  /** Says that something may have been stored; whoever is about to look will find it. */
  void changed() {
    if (!LOOK.equals(news.peekLast())) {
      stored(LOOK);
    }
  }

  /** Has the stream end soon if its client is gone, which shows only in what is written to it. */
  void call() {
    calls.set(CALLS);
  }

  /**
   * Writes until the client has gone away or may not listen any more.
   *
   * @param lastEventId where the client was, null where it begins
   * @param goesOn whether it may still listen
   */
  void writeTo(OutputStream out, @Nullable String lastEventId, BooleanSupplier goesOn)
      throws IOException, InterruptedException {
    begin(out, lastEventId);
    long lastWritten = System.nanoTime();
    while (goesOn.getAsBoolean()) {
      List<RecordedEvent> next = news.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
      boolean called = calls.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
      boolean silent = called || System.nanoTime() - lastWritten >= SILENCE.toNanos();
      if (next == null && !silent) {
        continue;
      }
      // A signal may be lost, so the store is asked now and then.
      Change change = next == null ? missed() : change(next);
      if (change != null) {
        tell(out, "", change);
      } else if (silent) {
        write(out, ":\n\n");
      } else {
        continue;
      }
      lastWritten = System.nanoTime();
    }
  }

  private void begin(OutputStream out, @Nullable String lastEventId) throws IOException {
    long stored = streams.version(readerId);
    told = stored;
    if (lastEventId == null || lastEventId.isEmpty()) {
      // An id without data is no event, and yet where a client resumes that hears of none.
      write(out, ":\nid: " + id(stored) + "\n\n");
      return;
    }
    long version = versionIn(lastEventId, stored);
    if (version < 0) {
      tell(out, "event: reset\n", new Change(stored, Set.of(), Set.of()));
      return;
    }
    told = version;
    Change missed = missed();
    if (missed == null) {
      write(out, ":\n\n");
    } else {
      tell(out, "", missed);
    }
  }

  /** The version in an id, -1 where that is of another store or so old that all is read anew. */
  private long versionIn(String id, long stored) {
    String prefix = storeId + ":";
    if (!id.startsWith(prefix) || !id.substring(prefix.length()).matches("[0-9]{1,18}")) {
      return -1;
    }
    long version = Long.parseLong(id.substring(prefix.length()));
    return version > stored || stored - version > MOST_MISSED ? -1 : version;
  }

  private @Nullable Change change(List<RecordedEvent> next) {
    boolean follows = !next.isEmpty() && next.getFirst().version() == told + 1;
    return follows ? Change.of(next) : missed();
  }

  /**
   * Whole actions that the client has not been told of, up to one that cannot be read; null where
   * there are none. A single action is read to its end, since it may be of ten thousand events, of
   * which none is held; else what is beyond the most is left for the next look, so that a client is
   * told of a long import in parts.
   */
  private @Nullable Change missed() {
    Change.Sum whole = new Change.Sum();
    Change.Sum action = new Change.Sum();
    try (Stream<RecordedEvent> events = streams.read(readerId, told + 1)) {
      for (RecordedEvent event : (Iterable<RecordedEvent>) events::iterator) {
        action.add(event);
        if (event.endsAction()) {
          whole.add(action);
          action = new Change.Sum();
        }
        if (!whole.isEmpty() && event.version() - told > MOST_MISSED) {
          changed();
          break;
        }
      }
    } catch (SerializationException e) {
      // No view shows what comes after it either.
    }
    return whole.isEmpty() ? null : whole.change();
  }

  private void tell(OutputStream out, String kind, Change change) throws IOException {
    write(
        out,
        "id: "
            + id(change.version())
            + "\n"
            + kind
            + "data: "
            + json.writeValueAsString(change)
            + "\n\n");
    told = change.version();
  }

  private String id(long version) {
    return storeId + ":" + version;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}

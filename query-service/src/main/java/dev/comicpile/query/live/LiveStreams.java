package dev.comicpile.query.live;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.StoreIdentity;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileFollower;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.web.Reader;
import dev.comicpile.web.TooManyRequestsException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The streams that are open on this process, by reader. */
@Component
class LiveStreams implements PileFollower, SmartLifecycle {

  /** A browser needs one, however many tabs it has. */
  static final int MOST_OF_A_READER = 20;

  /** By then those whose clients are gone have ended. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(3);

  private final PileStreams streams;
  private final StoreIdentity store;
  private final JsonMapper json;
  private final ConcurrentHashMap<ReaderId, Set<LiveStream>> open = new ConcurrentHashMap<>();
  private volatile boolean running;

  LiveStreams(PileStreams streams, StoreIdentity store, JsonMapper json) {
    this.streams = streams;
    this.store = store;
    this.json = json;
  }

  /**
   * Opens a stream, which hears from now on what is stored.
   *
   * @throws TooManyRequestsException if the reader has too many of them here
   */
  LiveStream open(Reader reader) {
    LiveStream stream = new LiveStream(reader.id(), store.storeId(), streams, json);
    open.compute(
        reader.id(),
        (id, others) -> {
          if (others != null && others.size() >= MOST_OF_A_READER) {
            others.forEach(LiveStream::call);
            throw new TooManyRequestsException(
                "There are " + MOST_OF_A_READER + " live connections of yours already.",
                RETRY_AFTER);
          }
          Set<LiveStream> streams = others == null ? new HashSet<>() : new HashSet<>(others);
          streams.add(stream);
          return streams;
        });
    return stream;
  }

  void close(Reader reader, LiveStream stream) {
    open.computeIfPresent(
        reader.id(),
        (id, streams) -> {
          Set<LiveStream> others = new HashSet<>(streams);
          others.remove(stream);
          return others.isEmpty() ? null : others;
        });
  }

  @Override
  public void stored(ReaderId readerId, List<RecordedEvent> events) {
    open.getOrDefault(readerId, Set.of()).forEach(stream -> stream.stored(events));
  }

  @Override
  public void changed(ReaderId readerId, @Nullable String traceparent) {
    open.getOrDefault(readerId, Set.of()).forEach(LiveStream::changed);
  }

  @Override
  public void start() {
    running = true;
  }

  /** Before the web server, which waits for its last requests. */
  @Override
  public void stop() {
    running = false;
    open.values().forEach(streams -> streams.forEach(LiveStream::changed));
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}

package dev.comicpile.eventstore;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.pile.Standing;
import dev.comicpile.eventstore.PileStore.StoredPile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Keeps checkpoints of streams that have gone on, beside all other work. The larger a pile is, the
 * more events are between two of its checkpoints, so that they take less room than the events.
 */
public final class CheckpointUpkeep {

  private static final Logger log = LoggerFactory.getLogger(CheckpointUpkeep.class);

  /** Names what is done, over all processes. */
  private static final long LOCK = 0x70_61_73_74L;

  private static final int FEWEST_EVENTS = 500;

  /** For each event so many characters of a pile are written. */
  private static final int CHARACTERS_PER_EVENT = 500;

  /** Piles that are larger get none: each would take too much memory. */
  private static final long MOST_CHARACTERS = 8_000_000;

  private static final int CHARACTERS_OF_A_THREAD = 120;

  /** An append is visible when it commits, which may be so much later than what it is dated. */
  private static final Duration LONGEST_APPEND = Duration.ofMinutes(11);

  private static final String DUE =
      """
      select reader_id, version from event_store.pile p
      where stored_at >= ? and version >= ? + coalesce(
        (select c.version from event_store.checkpoint c
         where c.reader_id = p.reader_id and c.revision = ?
         order by c.version desc limit 1), 0)
      """;

  private final Checkpoints checkpoints;
  private final PileStreams streams;
  private final JdbcTemplate jdbc;
  private final Outages outages;
  private final Clock clock;

  /** Versions of large piles before which there is nothing to do. */
  private final Map<ReaderId, Long> postponed = new ConcurrentHashMap<>();

  private Instant since = Instant.EPOCH;

  CheckpointUpkeep(
      Checkpoints checkpoints,
      PileStreams streams,
      JdbcTemplate jdbc,
      Outages outages,
      Clock clock) {
    this.checkpoints = checkpoints;
    this.streams = streams;
    this.jdbc = jdbc;
    this.outages = outages;
    this.clock = clock;
  }

  /**
   * Brings the checkpoints of all piles up to date, unless another process is at it: the first time
   * of all that there are, later of those that were written since.
   */
  @Scheduled(initialDelayString = "5s", fixedDelayString = "${comicpile.reconcile-interval}")
  public synchronized void run() {
    try {
      AdvisoryLocks.alone(
          jdbc,
          LOCK,
          () -> {
            keepAll();
            return true;
          });
    } catch (RuntimeException e) {
      log.atLevel(outages.level())
          .log("The checkpoints could not be brought up to date: {}", e.toString());
    }
  }

  private void keepAll() {
    if (since.equals(Instant.EPOCH)) {
      checkpoints.forgetOtherRevisions();
    }
    Instant from = clock.instant();
    due().forEach(this::keep);
    since = from.minus(LONGEST_APPEND);
  }

  private List<StoredPile> due() {
    return JdbcClient.create(jdbc)
        .sql(DUE)
        .params(since.atOffset(ZoneOffset.UTC), FEWEST_EVENTS, CheckpointJson.REVISION)
        .query((row, number) -> new StoredPile(new ReaderId(row.getLong(1)), row.getLong(2)))
        .list()
        .stream()
        .filter(pile -> pile.version() >= postponed.getOrDefault(pile.readerId(), 0L))
        .toList();
  }

  private void keep(StoredPile pile) {
    ReaderId readerId = pile.readerId();
    try {
      postponed.put(readerId, bringUpTo(pile));
    } catch (DataAccessException e) {
      // Not this pile, but the store.
      throw e;
    } catch (RuntimeException e) {
      log.warn("Reader {}: no checkpoints up to version {}", readerId, pile.version(), e);
      // When it has gone on, it may be readable again.
      postponed.put(readerId, pile.version() + 1);
    }
  }

  /** Makes the checkpoints of a pile, and says at which version there is something to do again. */
  private long bringUpTo(StoredPile pile) {
    ReaderId readerId = pile.readerId();
    Checkpoint last = checkpoints.completeAt(readerId, checkpoints.upTo(readerId, pile.version()));
    Fold fold = new Fold(readerId, last);
    try (Stream<RecordedEvent> events =
        streams.read(readerId, last.version() + 1, pile.version())) {
      events.forEachOrdered(fold::add);
    }
    return fold.due;
  }

  /** A stream on its way from one checkpoint to the next one. */
  private final class Fold {
    private final ReaderId readerId;
    private Checkpoint last;
    private Contents contents;
    private final Standing.Fold standing;
    private @Nullable Instant latestAt;
    private long version;
    private long due;

    Fold(ReaderId readerId, Checkpoint last) {
      this.readerId = readerId;
      this.last = last;
      this.contents = last.contents();
      this.standing = last.standing().fold();
      this.latestAt = last.latestAt();
      this.version = last.version();
      this.due = last.version() + between(contents);
    }

    void add(RecordedEvent event) {
      Instant at = event.event().at();
      contents = contents.evolve(event.event());
      standing.add(event);
      latestAt = latestAt == null || at.isAfter(latestAt) ? at : latestAt;
      version = event.version();
      if (version >= due && event.endsAction()) {
        // The pile may have grown meanwhile.
        due = last.version() + between(contents);
        if (version >= due) {
          Checkpoint next = new Checkpoint(version, contents, standing.standing(), at, latestAt);
          checkpoints.store(readerId, last, next);
          last = next;
          due = version + between(contents);
        }
      }
    }
  }

  /** How many events are to be between a checkpoint and the next one. */
  private static long between(Contents contents) {
    long characters =
        contents.characters() + (long) CHARACTERS_OF_A_THREAD * contents.threads().size();
    return characters > MOST_CHARACTERS
        ? Integer.MAX_VALUE
        : Math.max(FEWEST_EVENTS, characters / CHARACTERS_PER_EVENT);
  }
}

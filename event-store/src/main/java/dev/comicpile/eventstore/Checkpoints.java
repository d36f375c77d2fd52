package dev.comicpile.eventstore;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.domain.pile.Contents;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;

/**
 * What piles held at some of their versions, kept in the database so that who looks into the past
 * of a long stream folds little of it. They follow from the events and from nothing else: where one
 * is missing, cannot be read, is of another program or of another stream, the events are folded
 * from the first one on.
 */
public final class Checkpoints {

  private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);

  /** Times are stored in microseconds. */
  private static final Duration ALMOST_A_MICROSECOND = Duration.ofNanos(999);

  private static final String OF_READER =
      "from event_store.checkpoint where reader_id = ? and revision = ? ";

  private final JdbcClient jdbc;
  private final PileStreams streams;
  private final CheckpointJson json;

  Checkpoints(JdbcClient jdbc, PileStreams streams, EventSerializer events) {
    this.jdbc = jdbc;
    this.streams = streams;
    this.json = new CheckpointJson(events);
  }

  private record Place(long version, String at) {
    static Place of(ResultSet row, int number) throws SQLException {
      return new Place(row.getLong(1), row.getString(2));
    }
  }

  private record Link(long version, byte[] sessions) {}

  /** The version of the last checkpoint up to a version, 0 where there is none. */
  public long upTo(ReaderId readerId, long version) {
    return last(readerId, "and version <= ?", version);
  }

  /** The version of the last checkpoint without any event that is later than a moment. */
  public long upTo(ReaderId readerId, Instant moment) {
    return last(
        readerId,
        "and latest_at <= ?",
        moment.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
  }

  private long last(ReaderId readerId, String condition, Object limit) {
    Optional<Place> last =
        jdbc.sql("select version, at " + OF_READER + condition + " order by version desc limit 1")
            .params(readerId.number(), CheckpointJson.REVISION, limit)
            .query(Place::of)
            .optional();
    if (last.isEmpty()) {
      return 0;
    }
    boolean sameStream =
        streams
            .read(readerId, last.get().version(), last.get().version())
            .anyMatch(event -> event.event().at().toString().equals(last.get().at()));
    if (!sameStream) {
      log.warn("Reader {}: the checkpoints are of another stream", readerId);
      forget(readerId);
    }
    return sameStream ? last.get().version() : 0;
  }

  /**
   * A checkpoint without the sessions that have ended: a fold from there needs none of them.
   *
   * @param version of a checkpoint, or 0 for the empty pile
   * @return the empty pile where there is no such checkpoint
   */
  public Checkpoint at(ReaderId readerId, long version) {
    return read(readerId, version, false);
  }

  /**
   * A checkpoint with all its sessions.
   *
   * @param version of a checkpoint, or 0 for the empty pile
   * @return the empty pile where there is no such checkpoint
   */
  public Checkpoint completeAt(ReaderId readerId, long version) {
    return read(readerId, version, true);
  }

  private Checkpoint read(ReaderId readerId, long version, boolean complete) {
    if (version == 0) {
      return Checkpoint.START;
    }
    try {
      return jdbc.sql("select pile " + OF_READER + "and version = ?")
          .params(readerId.number(), CheckpointJson.REVISION, version)
          .query((row, number) -> row.getBytes(1))
          .optional()
          .map(bytes -> json.read(CheckpointJson.Folded.class, bytes))
          .map(
              folded ->
                  folded.checkpoint(
                      version, complete ? sessions(readerId, version) : folded.sessions()))
          .orElse(Checkpoint.START);
    } catch (JacksonException | UncheckedIOException | MissingCheckpointException e) {
      log.warn("Reader {}: the checkpoints cannot be read", readerId, e);
      forget(readerId);
      return Checkpoint.START;
    }
  }

  /** Each checkpoint says what has changed since the one before, so all of them are read. */
  private Collection<SessionFacts> sessions(ReaderId readerId, long version) {
    List<Link> links =
        jdbc.sql("select version, sessions " + OF_READER + "and version <= ? order by version")
            .params(readerId.number(), CheckpointJson.REVISION, version)
            .query((row, number) -> new Link(row.getLong(1), row.getBytes(2)))
            .list();
    Map<SessionId, SessionFacts> sessions = new LinkedHashMap<>();
    long since = 0;
    for (Link link : links) {
      CheckpointJson.Changes changes = json.read(CheckpointJson.Changes.class, link.sessions());
      if (changes.since() != since) {
        throw new MissingCheckpointException(since, changes.since());
      }
      changes.removed().forEach(sessions::remove);
      changes.sessions().forEach(session -> sessions.put(session.id(), session));
      since = link.version();
    }
    return sessions.values();
  }

  /**
   * Stores one.
   *
   * @param before the one before it, with all its sessions
   * @param next with all its sessions, too
   */
  void store(ReaderId readerId, Checkpoint before, Checkpoint next) {
    Instant at = Objects.requireNonNull(next.lastAt());
    Instant latestAt = Objects.requireNonNull(next.latestAt());
    Contents contents = next.contents();
    Map<SessionId, SessionFacts> earlier = before.contents().sessions();
    jdbc.sql(
            """
            insert into event_store.checkpoint
              (reader_id, revision, version, at, latest_at, pile, sessions)
            values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """)
        .params(
            readerId.number(),
            CheckpointJson.REVISION,
            next.version(),
            at.toString(),
            latestAt
                .plus(ALMOST_A_MICROSECOND)
                .truncatedTo(ChronoUnit.MICROS)
                .atOffset(ZoneOffset.UTC),
            json.write(
                new CheckpointJson.Folded(
                    List.copyOf(contents.threads().values()),
                    List.copyOf(contents.withoutEndedSessions().sessions().values()),
                    next.standing().bytes(),
                    at,
                    latestAt)),
            json.write(
                new CheckpointJson.Changes(
                    before.version(),
                    contents.sessions().values().stream()
                        .filter(session -> !session.equals(earlier.get(session.id())))
                        .toList(),
                    earlier.keySet().stream()
                        .filter(id -> !contents.sessions().containsKey(id))
                        .toList())))
        .update();
  }

  /** Deletes all of a reader. */
  public void forget(ReaderId readerId) {
    jdbc.sql("delete from event_store.checkpoint where reader_id = ?")
        .param(readerId.number())
        .update();
  }

  /** Deletes what other programs have left. */
  void forgetOtherRevisions() {
    jdbc.sql("delete from event_store.checkpoint where revision <> ?")
        .param(CheckpointJson.REVISION)
        .update();
  }

  /** One between two others is gone. */
  private static final class MissingCheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingCheckpointException(long found, long expected) {
      super("one follows version " + expected + ", and the one before it is of " + found);
    }
  }
}

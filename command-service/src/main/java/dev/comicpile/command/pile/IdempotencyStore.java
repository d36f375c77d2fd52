package dev.comicpile.command.pile;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.problem.PileProblem;
import dev.comicpile.api.problem.PileProblem.RefusedBefore;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.eventstore.PileStore;
import dev.comicpile.eventstore.PileStore.FirstEvent;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.eventstore.StoredBeside;
import dev.comicpile.web.BadInputException;
import dev.comicpile.web.WriteConditions.Key;
import dev.comicpile.web.WriteHeaders;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What writes with a key were answered in the last 24 hours. An answer counts if and only if the
 * command's events are stored: where these are in the same database, both are stored by one
 * statement; where they are not, the answer is stored before them, and names the first of them.
 */
@Component
public class IdempotencyStore {

  private static final Logger log = LoggerFactory.getLogger(IdempotencyStore.class);

  static final Duration KEPT = Duration.ofHours(24);

  /** Deleted at once, so that no transaction gets long. */
  private static final int DELETED_AT_ONCE = 5_000;

  /** Waits for another writer at the same key, and takes the place of an answer that is too old. */
  private static final String KEEP =
      """
      insert into accounts.given_answer as old
        (actor_id, idempotency_key, command_id, reader_id, version, fingerprint, type, content,
         given_at)
      select ?, ?, ?, ?, ?, ?, ?, ?, ?
      """;

  /** {@link #KEPT} */
  private static final String UNLESS_KEPT =
      """
      on conflict (actor_id, idempotency_key, command_id) do update
        set fingerprint = excluded.fingerprint, type = excluded.type, content = excluded.content,
            given_at = excluded.given_at
        where old.given_at <= excluded.given_at - interval '24 hours'
      returning 1
      """;

  private static final String REFUSAL = RefusedBefore.class.getSimpleName();

  private static final String NUMBER = "Made";

  private static final Map<String, Class<?>> REPLIES =
      Arrays.stream(PileReply.class.getPermittedSubclasses())
          .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

  /** An answer of an older program may lack what is there now. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final JdbcClient jdbc;
  private final Clock clock;
  private final PileStore store;
  private final PileStreams streams;

  IdempotencyStore(JdbcClient jdbc, Clock clock, PileStore store, PileStreams streams) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.store = store;
    this.streams = streams;
  }

  private record Given(String fingerprint, String type, String content, FirstEvent firstEvent) {}

  /**
   * Whether an answer has to be looked for before a command is handled, because nothing would tell
   * of it when its events are appended.
   */
  boolean mustBeLookedFor() {
    return !store.storesTogether();
  }

  /**
   * What a command was answered under this key.
   *
   * @throws PileRefusal if it was a refusal
   * @throws BadInputException if the key belongs to another request
   */
  Optional<PileReply> find(Key key) {
    return given(key).map(IdempotencyStore::replay);
  }

  /**
   * What came of a write under this key that was no command.
   *
   * @throws BadInputException if the key belongs to another request
   */
  public Optional<Long> findNumber(Key key) {
    return given(key).map(given -> Long.valueOf(given.content()));
  }

  private Optional<Given> given(Key key) {
    Optional<Given> found =
        jdbc
            .sql(
                """
                select fingerprint, type, content, command_id, reader_id, version
                from accounts.given_answer
                where actor_id = ? and idempotency_key = ? and given_at > ?
                """)
            .params(key.actorId().number(), key.value(), stillKept())
            .query((row, number) -> given(row))
            .list()
            .stream()
            .filter(this::counts)
            .findFirst();
    if (found.isPresent() && !found.get().fingerprint().equals(key.fingerprint())) {
      throw WriteHeaders.keyOfAnotherRequest();
    }
    return found;
  }

  private static Given given(ResultSet row) throws SQLException {
    return new Given(
        row.getString("fingerprint"),
        row.getString("type"),
        row.getString("content"),
        new FirstEvent(
            new ReaderId(row.getLong("reader_id")),
            row.getLong("version"),
            row.getString("command_id")));
  }

  /** Others may have been faster, or the event store was away. */
  private boolean counts(Given given) {
    FirstEvent event = given.firstEvent();
    return event.equals(FirstEvent.NONE)
        || streams
            .commandBehind(event.readerId(), event.version())
            .filter(event.commandId()::equals)
            .isPresent();
  }

  private static PileReply replay(Given given) {
    if (given.type().equals(REFUSAL)) {
      throw new PileRefusal(JSON.readValue(given.content(), RefusedBefore.class));
    }
    Class<?> type = REPLIES.get(given.type());
    if (type == null) {
      throw new IllegalStateException("an answer of the unknown type " + given.type());
    }
    return (PileReply) JSON.readValue(given.content(), type);
  }

  /** Keeps the reply of a command whose events are about to be stored. */
  void keepWith(FirstEvent event, Key key, PileReply reply) {
    store.storeBeside(event, first -> row(key, reply.getClass().getSimpleName(), reply, first));
  }

  /**
   * Keeps the reply of a command that has changed nothing.
   *
   * @throws StoredBeside.StoredBefore if another process has just kept one under this key
   */
  void keep(Key key, PileReply reply) {
    row(key, reply.getClass().getSimpleName(), reply, FirstEvent.NONE).store(jdbc);
  }

  /**
   * Keeps a refusal.
   *
   * @throws StoredBeside.StoredBefore if another process has just kept one under this key
   */
  void keep(Key key, PileProblem refusal) {
    RefusedBefore content =
        new RefusedBefore(refusal.kind(), refusal.sentence(), refusal.code(), refusal.values());
    row(key, REFUSAL, content, FirstEvent.NONE).store(jdbc);
  }

  /**
   * Keeps what came of a write that was no command, for a reader who has not left meanwhile.
   *
   * @throws StoredBeside.StoredBefore if they have, or another process has just kept something
   *     under this key
   */
  public void keep(Key key, long number) {
    row(key, NUMBER, number, FirstEvent.NONE)
        .store(
            jdbc,
            "exists (select from accounts.account where id = ? for key share)",
            key.actorId().number());
  }

  private StoredBeside row(Key key, String type, Object content, FirstEvent event) {
    return new StoredBeside(
        KEEP,
        UNLESS_KEPT,
        List.of(
            key.actorId().number(),
            key.value(),
            event.commandId(),
            event.readerId().number(),
            event.version(),
            key.fingerprint(),
            type,
            JSON.writeValueAsString(content),
            Timestamp.from(clock.instant())));
  }

  private Timestamp stillKept() {
    Instant now = clock.instant();
    return Timestamp.from(now.minus(KEPT));
  }

  /** Deletes what is kept no longer. */
  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1H")
  void forgetOld() {
    try {
      int deleted;
      do {
        deleted =
            jdbc.sql(
                    "delete from accounts.given_answer where ctid = any (array("
                        + "select ctid from accounts.given_answer where given_at <= ? limit ?))")
                .params(stillKept(), DELETED_AT_ONCE)
                .update();
      } while (deleted == DELETED_AT_ONCE);
    } catch (DataAccessException | TransactionException e) {
      log.warn("Old answers could not be deleted: {}", e.toString());
    }
  }
}

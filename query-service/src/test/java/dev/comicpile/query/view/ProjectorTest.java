package dev.comicpile.query.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.QueueCommand.ClearQueue;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.undo.Standing;
import dev.comicpile.query.QueryTest;
import dev.comicpile.query.TestPile;
import dev.comicpile.query.session.SessionRow;
import dev.comicpile.query.thread.ThreadRow;
import dev.comicpile.testing.OnlyInDatabase;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Batches of events are handed to the views as badly as delivery can be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectorTest extends QueryTest {

  @Autowired Projectors projectors;
  @Autowired AppliedVersions applied;
  @Autowired Arrivals arrivals;
  @Autowired JdbcClient jdbc;
  @Autowired EntityManager entities;
  @Autowired ViewRows rows;

  private TestPile pile = new TestPile();

  @BeforeEach
  void anEmptyPile() {
    pile = new TestPile();
  }

  @BeforeAll
  void deliverByHand() {
    stopProcessors();
  }

  @AfterAll
  void deliverAsUsual() {
    startProcessors();
  }

  private void deliver(ViewName view, List<DomainEventMessage<?>> batch) {
    BatchingUnitOfWork<DomainEventMessage<?>> work = new BatchingUnitOfWork<>(batch);
    work.attachTransaction(transactions);
    ResultMessage<?> result =
        work.executeWithResult(
            () -> {
              projectors.of(view).on(work.getMessage());
              return null;
            },
            RollbackConfigurationType.ANY_THROWABLE);
    if (result.isExceptional()) {
      throw new DeliveryFailed(result.exceptionResult());
    }
  }

  private static final class DeliveryFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeliveryFailed(Throwable cause) {
      super(cause);
    }
  }

  private void deliver(ViewName view, TestPile of, Integer... versions) {
    deliver(
        view,
        Arrays.stream(versions)
            .<DomainEventMessage<?>>map(version -> message(of, of.stream().get(version - 1)))
            .toList());
  }

  private static TestPile playedBy(long seed, int commands) {
    return new TestPile(new Random(seed)).play(commands);
  }

  private void addThreads(TestPile to, int count) {
    for (int i = 1; i <= count; i++) {
      to.send(new AddThread(to.id(), "Thread " + i, "Comic", 3, null, false));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void howeverEventsAreDeliveredTheViewsEqualTheFold(long seed) {
    TestPile played = playedBy(seed, 150);
    store(played);
    Random chance = new Random(seed);
    int size = (int) played.version();
    for (ViewName view : ViewName.values()) {
      int next = 1;
      while (next <= size) {
        int last = Math.min(size, next + chance.nextInt(12));
        List<Integer> batch = new ArrayList<>(IntStream.rangeClosed(next, last).boxed().toList());
        batch.removeIf(version -> chance.nextInt(10) == 0);
        batch.addAll(batch.stream().filter(version -> chance.nextInt(4) == 0).toList());
        batch.add(Math.max(1, next - chance.nextInt(5)));
        Collections.shuffle(batch, chance);
        deliver(view, played, batch.toArray(Integer[]::new));
        assertEqualsFold(view, played);
        next = last + 1;
      }
      deliver(view, played, size);
      assertThat(applied.of(view, played.readerId())).isEqualTo(size);
      assertEqualsFold(view, played);
    }
  }

  /** The rows are what the domain's own fold holds at the applied version, which ends an action. */
  private void assertEqualsFold(ViewName view, TestPile played) {
    long version = applied.of(view, played.readerId());
    if (version > 0) {
      assertThat(played.stream().get((int) version - 1).endsAction()).isTrue();
    }
    switch (view) {
      case QUEUE -> {
        assertThat(
                select(ThreadRow.class, played.readerId()).stream()
                    .map(ThreadRow::facts)
                    .collect(Collectors.toMap(ThreadFacts::id, facts -> facts)))
            .isEqualTo(played.contentsAt(version).threads());
        assertThat(
                select(SessionRow.class, played.readerId()).stream()
                    .filter(row -> !row.undone())
                    .map(SessionRow::facts)
                    .collect(Collectors.toMap(SessionFacts::id, facts -> facts)))
            .isEqualTo(played.contentsAt(version).sessions());
      }
      case HISTORY -> {
        List<RecordedEvent> events = played.stream().subList(0, (int) version);
        assertThat(undone("history_entry", played)).isEqualTo(undone(events));
        assertThat(
                jdbc.sql("select version from views.history_action where reader_id = ?")
                    .param(played.readerId())
                    .query(Long.class)
                    .set())
            .isEqualTo(
                events.stream()
                    .filter(RecordedEvent::endsAction)
                    .map(RecordedEvent::version)
                    .collect(Collectors.toSet()));
        assertThat(
                jdbc.sql("select id from views.history_session where reader_id = ? and not undone")
                    .param(played.readerId())
                    .query(Long.class)
                    .set())
            .isEqualTo(played.contentsAt(version).sessions().keySet());
      }
      case ANALYTICS -> {
        assertThat(undone("analytics_fact", played))
            .isEqualTo(undone(played.stream().subList(0, (int) version)));
        assertThat(
                jdbc.sql(
                        """
                        select id, title, format, issues_remaining, last_rating
                        from views.analytics_thread where reader_id = ?
                        """)
                    .param(played.readerId())
                    .query(AnalyticsRow.class)
                    .set())
            .isEqualTo(
                played.contentsAt(version).threads().values().stream()
                    .map(AnalyticsRow::of)
                    .collect(Collectors.toSet()));
        assertThat(
                jdbc.sql(
                        "select id from views.analytics_session where reader_id = ? and not undone")
                    .param(played.readerId())
                    .query(Long.class)
                    .set())
            .isEqualTo(played.contentsAt(version).sessions().keySet());
      }
    }
  }

  private record AnalyticsRow(
      long id, String title, String format, int issuesRemaining, @Nullable Double lastRating) {
    static AnalyticsRow of(ThreadFacts facts) {
      return new AnalyticsRow(
          facts.id(), facts.title(), facts.format(), facts.issuesRemaining(), facts.lastRating());
    }
  }

  /** Whether the rows of a table say of their versions that they are undone. */
  private Map<Long, Boolean> undone(String table, TestPile of) {
    return jdbc
        .sql("select version, undone from views." + table + " where reader_id = ?")
        .param(of.readerId())
        .query((row, n) -> Map.entry(row.getLong(1), row.getBoolean(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Which versions are undone by the domain's own account; an undo and a redo always stand. */
  private static Map<Long, Boolean> undone(List<RecordedEvent> events) {
    Standing standing = Standing.after(events);
    return events.stream()
        .collect(
            Collectors.toMap(
                RecordedEvent::version,
                event ->
                    switch (event.action()) {
                      case UNDO, REDO -> false;
                      default -> !standing.contains(event.version());
                    }));
  }

  private <T> List<T> select(Class<T> rows, long readerId) {
    return entities
        .createQuery("from " + rows.getSimpleName() + " r where r.readerId = :id", rows)
        .setParameter("id", readerId)
        .getResultList();
  }

  @ParameterizedTest
  @EnumSource
  void aRebuiltReaderEqualsTheLiveOneRowForRow(ViewName view) {
    TestPile played = playedBy(11, 400);
    store(played);
    for (int version = 1; version <= played.version(); version++) {
      deliver(view, played, version);
    }
    List<String> live = rows.of(view, played.readerId());

    assertThat(projectors.of(view).rebuild(played.readerId(), () -> true)).isTrue();

    assertThat(rows.of(view, played.readerId())).isNotEmpty().isEqualTo(live);
    assertThat(applied.of(view, played.readerId())).isEqualTo(played.version());
  }

  @Test
  void halfAnActionIsNeverVisible() {
    addThreads(pile, 2);
    pile.send(new RollDie(pile.id()));
    store(pile);
    assertThat(pile.stream().get(2).actionVersion()).isEqualTo(4);

    deliver(ViewName.QUEUE, pile, 1, 2, 3);

    assertThat(applied.of(ViewName.QUEUE, pile.readerId())).isEqualTo(4);
    assertEqualsFold(ViewName.QUEUE, pile);
  }

  @Test
  void aThreadCanGoAndComeBackWithinABatch() {
    addThreads(pile, 3);
    pile.send(new ClearQueue(pile.id()));
    pile.send(new UndoAction(pile.id()));
    store(pile);

    deliver(ViewName.QUEUE, pile, 1, 2, 3, 4, 5);

    assertEqualsFold(ViewName.QUEUE, pile);
  }

  @ParameterizedTest
  @EnumSource
  void aPoisonedReaderIsParkedWhileOthersGoOn(ViewName view) {
    TestPile other = new TestPile();
    addThreads(pile, 2);
    addThreads(other, 2);
    store(other);
    store(pile);
    DomainEventMessage<?> poison = poison();
    List<DomainEventMessage<?>> batch =
        List.of(
            message(other, other.stream().get(0)), poison, message(other, other.stream().get(1)));

    assertThatThrownBy(() -> deliver(view, batch)).isInstanceOf(DeliveryFailed.class);
    assertThat(applied.of(view, other.readerId())).isZero();
    deliver(view, batch);

    assertThat(applied.of(view, other.readerId())).isEqualTo(2);
    assertThat(applied.of(view, pile.readerId())).isZero();
    assertThat(parked(view)).containsExactly(1L);
  }

  /** The first event of the stream, told wrongly: no view can take it. */
  private DomainEventMessage<?> poison() {
    return message(
        pile,
        new RecordedEvent(
            1,
            new ThreadDeleted(-1, "x".repeat(3) + "\0", 1, Instant.EPOCH),
            pile.stream().get(0).action(),
            1));
  }

  private List<Long> parked(ViewName view) {
    return jdbc.sql("select version from views.parked where view = ? and reader_id = ?")
        .params(view.toString(), pile.readerId())
        .query((row, number) -> row.getLong(1))
        .list();
  }

  @Test
  void aParkedReaderIsTriedAgainWithItsNextEvent() throws InterruptedException {
    addThreads(pile, 2);
    store(pile);
    assertThatThrownBy(() -> deliver(ViewName.QUEUE, List.of(poison())))
        .isInstanceOf(DeliveryFailed.class);
    deliver(ViewName.QUEUE, List.of(poison()));
    assertThat(parked(ViewName.QUEUE)).isNotEmpty();

    Arrivals.Waiter waiter = arrivals.join(ViewName.QUEUE, pile.readerId(), 2);
    deliver(ViewName.QUEUE, pile, 2);
    waiter.await(java.time.Duration.ofSeconds(10));

    assertThat(parked(ViewName.QUEUE)).isEmpty();
    assertEqualsFold(ViewName.QUEUE, pile);
  }

  @Test
  void aGapThatTheStoreCannotFillParksTheReader() {
    addThreads(pile, 3);
    append(List.of(message(pile, pile.stream().get(0))));

    assertThatThrownBy(() -> deliver(ViewName.QUEUE, pile, 3)).isInstanceOf(DeliveryFailed.class);
    deliver(ViewName.QUEUE, pile, 3);

    assertThat(parked(ViewName.QUEUE)).containsExactly(1L);
    store(pile);
    assertThat(projectors.of(ViewName.QUEUE).catchUp(pile.readerId())).isTrue();
    assertThat(parked(ViewName.QUEUE)).isEmpty();
    assertEqualsFold(ViewName.QUEUE, pile);
  }

  @Test
  @OnlyInDatabase("it changes stored events by SQL")
  void anEventThatCannotBeReadParksTheReader() {
    addThreads(pile, 1);
    store(pile);
    jdbc.sql(
            "update event_store.domain_event set payload_revision = '2'"
                + " where aggregate_identifier = ?")
        .param(pile.id())
        .update();

    assertThat(projectors.of(ViewName.QUEUE).catchUp(pile.readerId())).isFalse();

    assertThat(parked(ViewName.QUEUE)).containsExactly(1L);
  }

  @Test
  void aDatabaseThatIsAwayIsNoPoison() {
    assertThat(Outage.isBehind(new RuntimeException(new SQLException("", "08006")))).isTrue();
    assertThat(Outage.isBehind(new RuntimeException(new SQLException("", "57P01")))).isTrue();
    assertThat(Outage.isBehind(new RuntimeException(new SQLException("", "40P01")))).isTrue();
    assertThat(Outage.isBehind(new RuntimeException(new SQLException("", "23505")))).isFalse();
    assertThat(Outage.isBehind(new NullPointerException())).isFalse();
  }
}

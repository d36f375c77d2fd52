package dev.comicpile.query.view;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.DiceCommand.SetDie;
import dev.comicpile.api.command.QueueCommand.ClearQueue;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.UndoCommand.RedoAction;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.pile.Standing;
import dev.comicpile.eventstore.FactsJson;
import dev.comicpile.query.QueryTest;
import dev.comicpile.query.TestPile;
import dev.comicpile.testing.OnlyInDatabase;
import dev.comicpile.web.Outage;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import javax.sql.DataSource;
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

/** Events are handed to the views as badly as delivery can be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectorIT extends QueryTest {

  private static final Duration LONG = Duration.ofSeconds(10);

  @Autowired Projector projector;
  @Autowired Cursors cursors;
  @Autowired LiveEvents live;
  @Autowired JdbcClient jdbc;
  @Autowired DataSource dataSource;
  @Autowired ViewRows rows;

  private TestPile pile = new TestPile();

  @BeforeEach
  void anEmptyPile() {
    pile = new TestPile();
  }

  /** What is stored is not told; it is delivered by hand. */
  @BeforeAll
  void deliverByHand() {
    stopFollowing();
  }

  @AfterAll
  void deliverAsUsual() {
    startFollowing();
  }

  /** Delivers while nobody else does, and waits until it is done with. */
  private void deliver(Runnable delivery) {
    live.start();
    delivery.run();
    await().atMost(LONG).until(() -> live.backlog() == 0);
    live.stop();
  }

  private static TestPile playedBy(long seed, int commands) {
    return new TestPile(new Random(seed)).play(commands);
  }

  private void addThreads(TestPile to, int count) {
    for (int i = 1; i <= count; i++) {
      to.send(
          new AddThread(
              to.id(), new Title("Thread " + i), new Format("Comic"), new Issues(3), null, false));
    }
  }

  @Test
  void whatAnotherProcessHasStoredIsAppliedToAllViewsInOneTransaction() {
    TestPile played = new TestPile();
    for (int i = 0; i < 3; i++) {
      addThreads(played, 2);
      store(played);
      deliver(() -> live.changed(played.id(), null));

      assertThat(
              jdbc.sql("select distinct version, xmin::text from views.applied where reader_id = ?")
                  .param(played.id().number())
                  .query()
                  .listOfRows())
          .singleElement()
          .satisfies(row -> assertThat(row).containsEntry("version", played.version()));
    }
    for (ViewName view : ViewName.values()) {
      assertEqualsFold(view, played);
    }
  }

  /** Often enough for the driver to know the statements, which is when it takes other ways. */
  @Test
  void aReversalIsThereInOneTransactionWithItsVersion() {
    TestPile played = new TestPile();
    addThreads(played, 1);
    for (int i = 0; i < 12; i++) {
      long before = played.version();
      played.send(
          i % 2 == 0 ? new UndoAction(played.id(), null) : new RedoAction(played.id(), null));
      store(played);
      deliver(() -> live.stored(played.id(), played.events(before + 1, played.version())));

      assertThat(
              jdbc.sql(
                      """
                      select a.xmin::text = e.xmin::text from views.applied a
                      join views.history_entry e using (reader_id, version)
                      where a.reader_id = ? and a.view = 'history'
                      """)
                  .param(played.id().number())
                  .query(Boolean.class)
                  .single())
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void howeverEventsAreDeliveredTheViewsEqualTheFold(long seed) {
    TestPile played = playedBy(seed, 150);
    Random chance = new Random(seed);
    List<List<RecordedEvent>> actions = actions(played);
    int next = 0;
    while (next < actions.size()) {
      int last = Math.min(actions.size(), next + 1 + chance.nextInt(6));
      List<RecordedEvent> events =
          actions.subList(next, last).stream().flatMap(List::stream).toList();
      append(events.stream().map(event -> message(played, event)).toList());
      List<List<RecordedEvent>> told = new ArrayList<>(actions.subList(next, last));
      told.removeIf(action -> chance.nextInt(10) == 0);
      told.addAll(told.stream().filter(action -> chance.nextInt(4) == 0).toList());
      told.add(actions.get(Math.max(0, next - chance.nextInt(4))));
      if (chance.nextInt(3) == 0) {
        Collections.shuffle(told, chance);
      }
      deliver(
          () ->
              told.forEach(
                  action -> {
                    if (chance.nextInt(8) == 0) {
                      live.changed(played.id(), null);
                    } else {
                      live.stored(played.id(), action);
                    }
                  }));
      for (ViewName view : ViewName.values()) {
        assertEqualsFold(view, played);
      }
      next = last;
    }
    deliver(() -> live.changed(played.id(), null));
    for (ViewName view : ViewName.values()) {
      assertThat(cursors.of(view, played.id()).version()).isEqualTo(played.version());
      assertEqualsFold(view, played);
    }
  }

  private static List<List<RecordedEvent>> actions(TestPile played) {
    List<List<RecordedEvent>> actions = new ArrayList<>();
    List<RecordedEvent> action = new ArrayList<>();
    for (RecordedEvent event : played.stream()) {
      action.add(event);
      if (event.endsAction()) {
        actions.add(action);
        action = new ArrayList<>();
      }
    }
    return actions;
  }

  /** The rows are what the domain's own fold holds at the applied version, which ends an action. */
  private void assertEqualsFold(ViewName view, TestPile played) {
    long version = cursors.of(view, played.id()).version();
    if (version > 0) {
      assertThat(played.stream().get((int) version - 1).endsAction()).isTrue();
    }
    assertThat(sessions(view, played.id())).isEqualTo(played.contentsAt(version).sessions());
    switch (view) {
      case QUEUE ->
          assertThat(threads(played.id())).isEqualTo(played.contentsAt(version).threads());
      case HISTORY -> {
        List<RecordedEvent> events = played.stream().subList(0, (int) version);
        assertThat(undone("history_entry", played)).isEqualTo(undone(events));
        assertThat(
                jdbc.sql(
                        """
                        select version from views.history_entry
                        where reader_id = ? and action is not null
                        """)
                    .param(played.id().number())
                    .query(Long.class)
                    .set())
            .isEqualTo(
                events.stream()
                    .filter(RecordedEvent::endsAction)
                    .map(RecordedEvent::version)
                    .collect(Collectors.toSet()));
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
                    .param(played.id().number())
                    .query(AnalyticsRow.class)
                    .set())
            .isEqualTo(
                played.contentsAt(version).threads().values().stream()
                    .map(AnalyticsRow::of)
                    .collect(Collectors.toSet()));
      }
    }
  }

  private record AnalyticsRow(
      long id, String title, String format, int issuesRemaining, @Nullable Double lastRating) {
    static AnalyticsRow of(ThreadFacts facts) {
      return new AnalyticsRow(
          facts.id().number(),
          facts.title(),
          facts.format(),
          facts.issuesRemaining(),
          facts.lastRating());
    }
  }

  /** Whether the rows of a table say of their versions that they are undone. */
  private Map<Long, Boolean> undone(String table, TestPile of) {
    return jdbc
        .sql("select version, undone from views." + table + " where reader_id = ?")
        .param(of.id().number())
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

  private Map<ThreadId, ThreadFacts> threads(ReaderId readerId) {
    return jdbc
        .sql("select * from views.thread where reader_id = ?")
        .param(readerId.number())
        .query((row, number) -> thread(row))
        .list()
        .stream()
        .collect(Collectors.toMap(ThreadFacts::id, facts -> facts));
  }

  private static ThreadFacts thread(ResultSet row) throws SQLException {
    return new ThreadFacts(
        new ThreadId(row.getLong("id")),
        row.getString("title"),
        row.getString("format"),
        row.getInt("issues_remaining"),
        row.getBigDecimal("order_key"),
        row.getObject("last_rating", Double.class),
        time(row, "last_activity_at"),
        row.getString("review_url"),
        time(row, "last_review_at"),
        row.getString("notes"),
        row.getBoolean("is_test"),
        Objects.requireNonNull(time(row, "created_at")));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private Map<SessionId, SessionFacts> sessions(ViewName view, ReaderId readerId) {
    return jdbc
        .sql("select facts from views.session where reader_id = ? and view = ? and not undone")
        .params(readerId.number(), view.toString())
        .query((row, number) -> FactsJson.read(row.getString(1), SessionFacts.class))
        .list()
        .stream()
        .collect(Collectors.toMap(SessionFacts::id, facts -> facts));
  }

  @ParameterizedTest
  @EnumSource
  void aRebuiltReaderEqualsTheLiveOneRowForRow(ViewName view) {
    TestPile played = playedBy(11, 400);
    store(played);
    deliver(() -> actions(played).forEach(action -> live.stored(played.id(), action)));
    List<String> live = rows.of(view, played.id());

    assertThat(projector.rebuild(view, played.id(), () -> true)).isTrue();

    assertThat(rows.of(view, played.id())).isNotEmpty().isEqualTo(live);
    assertThat(cursors.of(view, played.id()).version()).isEqualTo(played.version());
  }

  @Test
  void halfAnActionIsNeverVisible() {
    addThreads(pile, 2);
    pile.send(new RollDie(pile.id()));
    assertThat(pile.stream().get(2).actionVersion()).isEqualTo(4);
    append(pile.stream().subList(0, 3).stream().map(event -> message(pile, event)).toList());

    deliver(() -> live.changed(pile.id(), null));

    assertThat(cursors.of(ViewName.QUEUE, pile.id()).version()).isEqualTo(2);
    assertEqualsFold(ViewName.QUEUE, pile);

    store(pile);
    deliver(() -> live.changed(pile.id(), null));

    assertThat(cursors.of(ViewName.QUEUE, pile.id()).version()).isEqualTo(4);
    assertEqualsFold(ViewName.QUEUE, pile);
  }

  @Test
  void aThreadCanGoAndComeBackWithinABatch() {
    addThreads(pile, 3);
    pile.send(new ClearQueue(pile.id()));
    pile.send(new UndoAction(pile.id(), null));
    store(pile);

    deliver(() -> live.stored(pile.id(), pile.stream()));

    assertEqualsFold(ViewName.QUEUE, pile);
  }

  @Test
  void manyFollowersOfOneReaderApplyEachEventOnce() throws InterruptedException {
    TestPile played = playedBy(7, 300);
    store(played);
    List<Thread> followers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      for (ViewName view : ViewName.values()) {
        followers.add(Thread.ofVirtual().start(() -> projector.catchUp(view, played.id())));
        followers.add(Thread.ofVirtual().start(() -> projector.follow(played.id(), List.of())));
      }
    }
    deliver(() -> actions(played).forEach(action -> live.stored(played.id(), action)));
    for (Thread follower : followers) {
      follower.join();
    }
    deliver(() -> live.changed(played.id(), null));

    for (ViewName view : ViewName.values()) {
      List<String> followed = rows.of(view, played.id());
      assertThat(projector.rebuild(view, played.id(), () -> true)).isTrue();
      assertThat(rows.of(view, played.id())).isEqualTo(followed);
    }
  }

  /** An event that no view can take: it takes away a thread that was never there. */
  private static RecordedEvent poison(TestPile of) {
    return new RecordedEvent(
        of.version() + 1,
        new ThreadDeleted(new ThreadId(-1), "x", 1, Instant.EPOCH),
        ActionType.DELETE,
        of.version() + 1);
  }

  @ParameterizedTest
  @EnumSource
  void aReaderWhoseEventCannotBeAppliedIsParkedAtThatVersion(ViewName view) {
    addThreads(pile, 2);
    store(pile);
    RecordedEvent poison = new RecordedEvent(3, nul(), ActionType.DELETE, 3);
    append(List.of(message(pile, poison)));

    deliver(() -> live.stored(pile.id(), List.of(poison)));

    assertThat(cursors.of(view, pile.id()).version()).isEqualTo(2);
    assertThat(parked(view)).containsExactly(3L);
    assertEqualsFold(view, pile);
  }

  /** PostgreSQL takes no such title, whatever the view does with it. */
  private static ThreadAdded nul() {
    return new ThreadAdded(
        new ThreadFacts(
            new ThreadId(-1),
            "\0",
            "\0",
            1,
            BigDecimal.TEN,
            null,
            null,
            null,
            null,
            null,
            false,
            Instant.EPOCH),
        3,
        Instant.EPOCH);
  }

  @Test
  void anEventThatNamesAThreadWhichIsNotThereParksTheReader() {
    addThreads(pile, 2);
    store(pile);
    append(List.of(message(pile, poison(pile))));

    deliver(() -> live.changed(pile.id(), null));

    assertThat(cursors.of(ViewName.QUEUE, pile.id()).version()).isEqualTo(2);
    assertThat(parked(ViewName.QUEUE)).containsExactly(3L);
  }

  private List<Long> parked(ViewName view) {
    Long parkedAt = cursors.of(view, pile.id()).parkedAt();
    return parkedAt == null ? List.of() : List.of(parkedAt);
  }

  @Test
  @OnlyInDatabase("an Axon Server takes no stream with a gap")
  void aParkedReaderStaysParkedUntilItIsAskedFor() {
    addThreads(pile, 3);
    append(List.of(message(pile, pile.stream().get(0)), message(pile, pile.stream().get(2))));
    deliver(() -> live.changed(pile.id(), null));
    assertThat(parked(ViewName.QUEUE)).containsExactly(2L);
    assertThat(cursors.of(ViewName.QUEUE, pile.id()).version()).isEqualTo(1);

    deliver(() -> live.stored(pile.id(), List.of(pile.stream().get(2))));
    assertThat(parked(ViewName.QUEUE)).containsExactly(2L);
    assertThat(cursors.of(ViewName.QUEUE, pile.id()).version()).isEqualTo(1);

    append(List.of(message(pile, pile.stream().get(1))));
    assertThat(projector.catchUp(ViewName.QUEUE, pile.id())).isTrue();
    assertThat(parked(ViewName.QUEUE)).isEmpty();
    assertEqualsFold(ViewName.QUEUE, pile);
  }

  @Test
  @OnlyInDatabase("it changes stored events by SQL")
  void anEventThatCannotBeReadParksTheReaderAtThatVersion() {
    addThreads(pile, 3);
    store(pile);
    jdbc.sql(
            "update event_store.domain_event set payload_revision = '2'"
                + " where aggregate_identifier = ? and sequence_number = 1")
        .param(pile.id().toString())
        .update();

    assertThat(projector.catchUp(ViewName.QUEUE, pile.id())).isFalse();

    assertThat(parked(ViewName.QUEUE)).containsExactly(2L);
    assertThat(cursors.of(ViewName.QUEUE, pile.id()).version()).isEqualTo(1);
  }

  @Test
  void nobodyIsParkedAtAnEventThatAnotherProcessHasApplied() {
    addThreads(pile, 2);
    store(pile);
    deliver(() -> live.changed(pile.id(), null));
    Unapplicable second = new Unapplicable(2, new IllegalStateException("unknown to this program"));

    assertThat(cursors.park(ViewName.QUEUE, pile.id(), second, Instant.now(), false)).isFalse();
    assertThat(parked(ViewName.QUEUE)).isEmpty();
    assertThat(cursors.park(ViewName.QUEUE, pile.id(), second, Instant.now(), true)).isTrue();
    assertThat(parked(ViewName.QUEUE)).containsExactly(2L);
  }

  @Test
  void whatADatabaseHasLostOfTheViewsInACrashIsAppliedAgain() {
    addThreads(pile, 2);
    store(pile);
    deliver(() -> live.changed(pile.id(), null));
    jdbc.sql("update views.applied set version = 1 where reader_id = ?")
        .param(pile.id().number())
        .update();
    jdbc.sql("delete from views.thread where reader_id = ?").param(pile.id().number()).update();

    projector.forgetCursors();
    deliver(() -> live.changed(pile.id(), null));

    assertThat(cursors.of(ViewName.QUEUE, pile.id()).version()).isEqualTo(2);
  }

  /** As a program with a fault in it has left the open session: here and in the rows. */
  @ParameterizedTest
  @EnumSource
  void whatARebuildingCorrectsIsNotOverwrittenByWhatWasThoughtBefore(ViewName view) {
    addThreads(pile, 2);
    pile.send(new SetDie(pile.id(), 12));
    store(pile);
    deliver(() -> live.changed(pile.id(), null));
    jdbc.sql(
            """
            update views.applied set session = jsonb_set(session, '{manual_die}', '"d4"')
            where reader_id = ?
            """)
        .param(pile.id().number())
        .update();
    projector.forgetCursors();
    deliver(() -> live.changed(pile.id(), null));
    assertThat(projector.rebuild(view, pile.id(), () -> true)).isTrue();
    assertEqualsFold(view, pile);

    long before = pile.version();
    pile.send(new RollDie(pile.id()));
    store(pile);
    deliver(() -> live.stored(pile.id(), pile.events(before + 1, pile.version())));

    assertThat(cursors.of(view, pile.id()).version()).isEqualTo(pile.version());
    assertEqualsFold(view, pile);
  }

  /** A rebuilding has the row of its view for as long as it takes. */
  @Test
  void whileAViewIsRebuiltTheOthersGoOn() throws SQLException {
    addThreads(pile, 2);
    store(pile);
    deliver(() -> live.changed(pile.id(), null));

    try (Connection rebuilding = dataSource.getConnection()) {
      rebuilding.setAutoCommit(false);
      try (Statement statement = rebuilding.createStatement()) {
        statement.execute(
            "update views.applied set version = 0 where view = 'analytics' and reader_id = "
                + pile.id());
      }
      for (int die : new int[] {12, 20}) {
        pile.send(new SetDie(pile.id(), die));
        store(pile);
        deliver(() -> live.changed(pile.id(), null));
        assertThat(cursors.of(ViewName.QUEUE, pile.id()).version()).isEqualTo(pile.version());
      }
      rebuilding.rollback();
    }
    deliver(() -> live.changed(pile.id(), null));

    assertThat(cursors.of(ViewName.ANALYTICS, pile.id()).version()).isEqualTo(pile.version());
  }

  @Test
  void aDatabaseThatIsAwayIsNoPoison() {
    assertThat(Outage.isPassing(new RuntimeException(new SQLException("", "08006")))).isTrue();
    assertThat(Outage.isPassing(new RuntimeException(new SQLException("", "57P01")))).isTrue();
    assertThat(Outage.isPassing(new RuntimeException(new SQLException("", "40P01")))).isTrue();
    assertThat(Outage.isPassing(new RuntimeException(new SQLException("", "25P03")))).isTrue();
    assertThat(Outage.isPassing(new RuntimeException(new SQLException("", "25P04")))).isTrue();
    assertThat(Outage.isPassing(new RuntimeException(new SQLException("", "23505")))).isFalse();
    assertThat(Outage.isPassing(new NullPointerException())).isFalse();
  }
}

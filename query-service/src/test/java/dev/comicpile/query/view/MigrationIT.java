package dev.comicpile.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Die;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.view.ActionView;
import dev.comicpile.eventstore.FactsJson;
import dev.comicpile.query.QueryTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Views that hold rows of an older program are brought up to date. */
class MigrationIT extends QueryTest {

  @Autowired DataSource dataSource;
  @Autowired JdbcClient jdbc;

  private void migrate(String schema, String version) {
    Flyway.configure()
        .dataSource(dataSource)
        .schemas(schema)
        .defaultSchema(schema)
        .locations("classpath:db/views")
        .target(version)
        .load()
        .migrate();
  }

  @Test
  void aHistoryWithoutThePoolsOfItsRollsIsRebuilt() {
    migrate("views_before", "3");
    jdbc.sql(
            """
            insert into views_before.applied_version
            values ('history', 1, 12), ('history', 2, 30), ('history', 3, 0), ('queue', 1, 12)
            """)
        .update();

    migrate("views_before", "4");

    assertThat(
            strings(
                "select view || ' ' || readers || ' ' || events || ' '"
                    + " || (finished_at is null) from views_before.replay"))
        .containsExactly("history 2 42 true");
    assertThat(
            strings(
                "select view || ' ' || reader_id || ' ' || events"
                    + " from views_before.replay_reader order by reader_id"))
        .containsExactly("history 1 12", "history 2 30");
  }

  @Test
  void anEmptyHistoryNeedsNoRebuilding() {
    assertThat(
            strings(
                "select r.view from views.replay r where readers = 0 and events = 0"
                    + " and finished_at is null"))
        .isEmpty();
  }

  @Test
  void whatAnalyticsHoldAlreadyIsCounted() {
    migrate("views_uncounted", "6");
    jdbc.sql(
            """
            insert into views_uncounted.analytics_fact values
              (1, 1, 'add', '2026-03-01T20:00:00Z', null, null, null, null, null, null, false),
              (1, 2, 'add', '2026-03-01T20:00:01Z', null, null, null, null, null, null, true),
              (1, 3, 'roll', '2026-03-01T20:00:02Z', 6, 2, null, null, null, null, false),
              (1, 4, 'roll', '2026-03-01T20:00:03Z', null, null, null, null, null, null, false),
              (1, 5, 'rate', '2026-03-01T20:14:59Z', null, null, 7, 'Comic', 2, 4.5, false),
              (1, 6, 'rate', '2026-03-01T20:15:00Z', null, null, 7, 'Comic', 1, 4.5, true),
              (1, 7, 'read', '2026-03-01T20:15:00Z', null, null, 7, 'Trade', 3, null, false),
              (2, 1, 'session_start', '1969-12-31T23:59:59Z', null, null, null, null, null, null,
               false)
            """)
        .update();
    jdbc.sql(
            """
            insert into views_uncounted.analytics_thread values
              (7, 1, 'Saga', 'Trade', 3, 4.5, null, '2026-03-01T20:00:00Z'),
              (8, 1, 'Done', 'Trade', 0, null, null, '2026-03-01T20:00:00Z')
            """)
        .update();
    jdbc.sql(
            """
            insert into views_uncounted.analytics_session values
              (3, 1, 1, '2026-03-01T20:00:00Z', '2026-03-01T20:00:01.5Z', now(), 6, 6, null,
               '{6}', false),
              (4, 1, 1, '2026-03-01T20:00:00Z', '2026-03-01T20:00:01Z', now(), 6, 6, null, '{6}',
               true),
              (5, 2, 1, '2026-03-01T20:00:00Z', null, now(), 6, 6, null, '{6}', false)
            """)
        .update();

    migrate("views_uncounted", "7");

    assertThat(rows("analytics_count"))
        .containsExactly(
            "(1,add,0,0,1)",
            "(1,rate,0,0,1)",
            "(1,read,0,0,1)",
            "(1,roll,0,0,1)",
            "(1,roll,6,2,1)",
            "(2,session_start,0,0,1)");
    assertThat(rows("analytics_reading")).containsExactly("(1,Comic,4.5,1,2)", "(1,Trade,0,1,3)");
    assertThat(rows("analytics_quarter")).containsExactly("(1,1969328,1,2)", "(1,1969329,1,3)");
    assertThat(rows("analytics_pile")).containsExactly("(1,2,1,1,1500000)");
  }

  @Test
  void sessionsActionsAndParkedReadersAreTakenOver() {
    migrate("views_older", "11");
    jdbc.sql(
            """
            insert into views_older.applied values
              (1, 'queue', 9), (1, 'history', 9), (1, 'analytics', 4);
            insert into views_older.parked values ('analytics', 1, 5, 'why', '2026-03-02T20:00:00Z');
            insert into views_older.session values
              (3, 1, 1, '2026-03-01T20:00:00Z', '2026-03-01T21:00:00.5Z', '2026-03-01T21:00:00.5Z', 6,
               8, null, '{6,8}', false, 7, 'set_pending', 6, 0, 1, 2, '2026-03-01T20:30:00Z', false,
               '{}'),
              (4, 1, 6, '2026-03-02T20:00:00Z', null, '2026-03-02T20:10:00Z', 6, 6, 20, '{6}', false,
               7, 'random', 6, 2, 0, 0, '2026-03-02T20:10:00Z', true, '{8}');
            insert into views_older.history_session values
              (3, 1, 1, '2026-03-01T20:00:00Z', '2026-03-01T21:00:00.5Z', '2026-03-01T21:00:00.5Z', 6,
               8, null, '{6,8}', true);
            insert into views_older.history_entry (reader_id, version, type, at, thread_id, completed,
              undone) values (1, 1, 'add', '2026-03-01T20:00:00Z', 7, false, true);
            insert into views_older.history_action values
              (1, 1, 'add', 'Added Saga', '2026-03-01T20:00:00Z', null, 7, 'Saga', true);
            insert into views_older.history_thread values (1, 7, 1), (1, 8, 2)
            """)
        .update();

    migrate("views_older", "12");

    Instant begin = Instant.parse("2026-03-01T20:00:00Z");
    assertThat(session("view = 'queue' and id = 3"))
        .isEqualTo(
            new SessionFacts(
                new SessionId(3),
                begin,
                begin.plusMillis(3_600_500),
                begin.plusMillis(3_600_500),
                Die.D6,
                Die.D8,
                null,
                List.of(Die.D6, Die.D8),
                new SessionFacts.Pick(
                    new ThreadId(7),
                    SelectionMethod.SET_PENDING,
                    Die.D6,
                    0,
                    1,
                    2,
                    begin.plusSeconds(1800)),
                false,
                List.of()));
    assertThat(session("view = 'queue' and id = 4"))
        .isEqualTo(
            new SessionFacts(
                new SessionId(4),
                begin.plusSeconds(86_400),
                null,
                begin.plusSeconds(87_000),
                Die.D6,
                Die.D6,
                Die.D20,
                List.of(Die.D6),
                new SessionFacts.Pick(
                    new ThreadId(7),
                    SelectionMethod.RANDOM,
                    Die.D6,
                    2,
                    0,
                    0,
                    begin.plusSeconds(87_000)),
                true,
                List.of(new ThreadId(8))));
    assertThat(
            strings("select id || ' ' || undone from views_older.session where view = 'history'"))
        .containsExactly("3 true");
    assertThat(
            strings(
                "select view || ' ' || parked_version || ' ' || parked_cause"
                    + " from views_older.applied where parked_version is not null"))
        .containsExactly("analytics 5 why");
    assertThat(
            FactsJson.read(
                strings("select action::text from views_older.history_entry").getFirst(),
                ActionView.class))
        .isEqualTo(
            new ActionView(
                1, "add", "Added Saga", begin, null, new ThreadId(7), "Saga", true, Map.of()));
    assertThat(strings("select t::text from views_older.history_thread t"))
        .containsExactly("(1,8,2)");
  }

  private SessionFacts session(String condition) {
    return FactsJson.read(
        strings("select facts::text from views_older.session where " + condition).getFirst(),
        SessionFacts.class);
  }

  private List<String> rows(String table) {
    return strings("select t::text from views_uncounted." + table + " t order by 1");
  }

  private List<String> strings(String sql) {
    return jdbc.sql(sql).query((row, number) -> row.getString(1)).list();
  }
}

package dev.comicpile.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.query.QueryTest;
import java.util.List;
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

  private List<String> rows(String table) {
    return strings("select t::text from views_uncounted." + table + " t order by 1");
  }

  private List<String> strings(String sql) {
    return jdbc.sql(sql).query((row, number) -> row.getString(1)).list();
  }
}

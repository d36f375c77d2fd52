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
class MigrationTest extends QueryTest {

  private static final String SCHEMA = "views_before";

  @Autowired DataSource dataSource;
  @Autowired JdbcClient jdbc;

  private void migrateTo(String version) {
    Flyway.configure()
        .dataSource(dataSource)
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .locations("classpath:db/views")
        .target(version)
        .load()
        .migrate();
  }

  @Test
  void aHistoryWithoutThePoolsOfItsRollsIsRebuilt() {
    migrateTo("3");
    jdbc.sql(
            """
            insert into views_before.applied_version
            values ('history', 1, 12), ('history', 2, 30), ('history', 3, 0), ('queue', 1, 12)
            """)
        .update();

    migrateTo("4");

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

  private List<String> strings(String sql) {
    return jdbc.sql(sql).query((row, number) -> row.getString(1)).list();
  }
}

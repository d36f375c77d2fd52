package dev.comicpile.query.view;

import java.util.List;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All that a view holds of a reader, row for row, to be compared. */
@TestComponent
public class ViewRows {

  private final JdbcClient jdbc;

  ViewRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private static List<String> tables(ViewName view) {
    return switch (view) {
      case QUEUE -> List.of("thread", "session");
      case HISTORY ->
          List.of(
              "history_entry",
              "history_thread",
              "history_action",
              "history_session",
              "history_test_thread");
      case ANALYTICS ->
          List.of(
              "analytics_fact",
              "analytics_count",
              "analytics_reading",
              "analytics_quarter",
              "analytics_pile",
              "analytics_thread",
              "analytics_session");
    };
  }

  List<String> of(ViewName view, long readerId) {
    return tables(view).stream()
        .flatMap(
            table ->
                jdbc
                    .sql(
                        "select to_jsonb(t)::text from views."
                            + table
                            + " t where reader_id = ? order by 1")
                    .param(readerId)
                    .query(String.class)
                    .list()
                    .stream()
                    .map(row -> table + " " + row))
        .toList();
  }
}

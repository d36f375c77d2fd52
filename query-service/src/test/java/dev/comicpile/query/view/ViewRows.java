package dev.comicpile.query.view;

import dev.comicpile.api.ReaderId;
import java.util.List;
import java.util.stream.Stream;
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
      case QUEUE -> List.of("thread");
      case HISTORY -> List.of("history_entry", "history_thread", "history_test_thread");
      case ANALYTICS ->
          List.of(
              "analytics_fact",
              "analytics_count",
              "analytics_reading",
              "analytics_quarter",
              "analytics_pile",
              "analytics_thread");
    };
  }

  /** Its own tables, and what it holds in those that all views share. */
  List<String> of(ViewName view, ReaderId readerId) {
    return Stream.concat(
            tables(view).stream().map(table -> table + " t where reader_id = ?"),
            Stream.of("past_session", "session")
                .map(table -> table + " t where reader_id = ? and view = '" + view + "'"))
        .flatMap(
            from ->
                jdbc
                    .sql("select to_jsonb(t)::text from views." + from + " order by 1")
                    .param(readerId.number())
                    .query(String.class)
                    .list()
                    .stream()
                    .map(row -> from + " " + row))
        .toList();
  }
}

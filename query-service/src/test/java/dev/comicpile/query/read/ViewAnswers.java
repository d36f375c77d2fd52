package dev.comicpile.query.read;

import static java.util.Objects.requireNonNull;

import dev.comicpile.api.ReaderId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a query finds, asked outside of any request. */
public final class ViewAnswers {

  private ViewAnswers() {}

  public static <T> T of(JdbcTemplate jdbc, ViewQuery<T> query, ReaderId readerId) {
    List<@Nullable Object> parameters = new ArrayList<>(List.of(0L, -1L, readerId.number()));
    parameters.addAll(query.parameters());
    return requireNonNull(
        jdbc.query(
            query.sql(),
            statement -> {
              for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
              }
            },
            rows -> {
              rows.next();
              return query.reading().of(Row.afterVersion(rows));
            }));
  }
}

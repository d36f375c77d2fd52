package dev.comicpile.portability.export;

import dev.comicpile.api.ReaderId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Everybody who has registered, in the order of their ids. */
@Component
class RegisteredReaders {

  private final JdbcClient jdbc;

  RegisteredReaders(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A reader, without secrets. */
  record RegisteredReader(ReaderId id, String username, Instant registeredAt) {}

  /** The next readers after that id, at most so many; fewer are the last ones. */
  List<RegisteredReader> after(ReaderId id, int limit) {
    return jdbc.sql(
            "select id, username, created_at from accounts.account where id > ? order by id limit"
                + " ?")
        .params(id.number(), limit)
        .query(
            (row, number) ->
                new RegisteredReader(
                    new ReaderId(row.getLong("id")),
                    row.getString("username"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant()))
        .list();
  }
}

package dev.comicpile.query.account;

import dev.comicpile.web.KeptKeys;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The published keys in the database, so that any query-service knows what another has seen. */
@Component
class PublishedKeys implements KeptKeys {

  private final JdbcClient jdbc;
  private final Clock clock;

  PublishedKeys(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Optional<String> last() {
    return jdbc.sql("select key_set from views.published_keys")
        .query((row, number) -> row.getString(1))
        .optional();
  }

  /** Writes only what is new. */
  @Override
  public void keep(String keySet) {
    jdbc.sql(
            """
            insert into views.published_keys as kept (key_set, seen_at) values (?, ?)
            on conflict (only_row) do update
              set key_set = excluded.key_set, seen_at = excluded.seen_at
              where kept.key_set <> excluded.key_set
            """)
        .params(keySet, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .update();
  }
}

package dev.comicpile.portability.leaving;

import dev.comicpile.api.ReaderId;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deletes everything of one reader: events, snapshots, views, stored answers and the account with
 * its tokens and keys. Which tables hold something is asked of the database, so that one that is
 * added later is not forgotten.
 *
 * @param jdbc deletes, in whatever transaction is under way
 */
public record Erasure(JdbcClient jdbc) {

  /**
   * Who rebuilds views holds rows of the first table while waiting for the second, and who writes
   * to a view holds the rows of the second; in the same order nobody waits in a circle.
   */
  private static final String TABLES =
      """
      select format('%I.%I', n.nspname, c.relname)
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid
      join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('event_store', 'views') and c.relkind in ('r', 'p')
        and a.attname = 'reader_id' and not a.attisdropped
        and c.relname <> 'departed_reader'
      order by c.relname <> 'replay_reader', c.relname <> 'applied', 1
      """;

  private static final String ALL_TABLES =
      """
      select format('%I.%I', schemaname, tablename) from pg_tables
      where schemaname in ('event_store', 'views', 'accounts')
      """;

  /** What is under a reader's id by other names. */
  private static final List<String> OTHERS =
      List.of(
          "delete from event_store.domain_event where aggregate_identifier = :stream",
          "delete from event_store.snapshot_event where aggregate_identifier = :stream",
          // Programs of before have told of accounts by events, which belong to no pile.
          """
          delete from event_store.domain_event
          where aggregate_type is null
            and convert_from(payload, 'UTF8')::jsonb ->> 'reader_id' = :stream
          """,
          "delete from accounts.given_answer where actor_id = :reader or reader_id = :reader",
          "delete from accounts.account where id = :reader");

  /** Deletes all of a reader, who must not be able to do anything meanwhile. */
  public void of(ReaderId readerId) {
    Stream<String> ofTables =
        names(TABLES).stream().map(table -> "delete from " + table + " where reader_id = :reader");
    Stream.concat(ofTables, OTHERS.stream())
        .forEach(
            statement ->
                jdbc.sql(statement)
                    .param("reader", readerId.number())
                    .param("stream", readerId.toString())
                    .update());
  }

  /**
   * Lets the database forget the samples that it keeps of what its columns hold, some of which may
   * be the reader's; after what was deleted is committed.
   */
  public void forgetSamples() {
    names(ALL_TABLES).forEach(table -> jdbc.sql("analyze " + table).update());
  }

  private List<String> names(String query) {
    return jdbc.sql(query).query((row, number) -> row.getString(1)).list();
  }
}

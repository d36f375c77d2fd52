package dev.comicpile.portability.backup;

import dev.comicpile.portability.backup.Manifest.SchemaVersion;
import dev.comicpile.portability.backup.Manifest.SequenceState;
import dev.comicpile.portability.backup.Manifest.TableName;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What a database says that it holds, so that a table that is added later is backed up too. */
final class Catalog {

  /** The schemas that cannot be made anew, with the places of their migrations. */
  static final Map<String, String> KEPT =
      Map.of("event_store", "event-store", "accounts", "accounts");

  /** And the one that follows from the events. */
  static final String VIEWS = "views";

  /** The migrations' own table comes with the migrations. */
  static final String MIGRATIONS = "flyway_schema_history";

  /** The id of the store: a restored one gets a new one. */
  static final TableName IDENTITY = new TableName("event_store", "store_identity");

  /** The piles, wherever their events are. */
  private static final TableName PILES = new TableName("event_store", "pile");

  /** The families of tokens: those of before a restore count no more after it. */
  static final TableName TOKEN_FAMILIES = new TableName("accounts", "token_family");

  /** What only makes loading quicker. */
  private static final Set<TableName> MADE_OF_EVENTS =
      Set.of(
          new TableName("event_store", "snapshot_event"),
          new TableName("event_store", "checkpoint"));

  /** What tells a store from the one that it was restored from: its id and its keys. */
  private static final Set<TableName> OF_ONE_STORE =
      Set.of(
          IDENTITY,
          new TableName("accounts", "signing_key"),
          new TableName("accounts", "refresh_token"),
          // Codes, keys and passkeys that were used or taken away since would count again.
          new TableName("accounts", "invitation"),
          new TableName("accounts", "reset_code"),
          new TableName("accounts", "api_key"),
          new TableName("accounts", "passkey"),
          new TableName("accounts", "passkey_challenge"),
          // For processes that hold ids while others import; one that starts on a restored store
          // draws new ones.
          new TableName("accounts", "reserved_ids"));

  /** What a copy of a database is for. */
  enum Purpose {
    /** To come back to it: what is restored is another store. */
    BACKUP,
    /** To go on with it elsewhere, as the same store. */
    MOVE;

    /** Whether a table's rows are carried along. */
    boolean holds(TableName table) {
      return !table.name().equals(MIGRATIONS)
          && !MADE_OF_EVENTS.contains(table)
          && (this == MOVE || !OF_ONE_STORE.contains(table));
    }
  }

  private final JdbcClient jdbc;

  /** Asks by this connection, in whatever transaction it is. */
  Catalog(Connection connection) {
    this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
  }

  /** The tables to copy, those that others refer to first. */
  List<TableName> keptTables(Purpose purpose) {
    List<TableName> waiting =
        KEPT.keySet().stream()
            .flatMap(schema -> tables(schema).stream())
            .filter(purpose::holds)
            .sorted((one, other) -> one.toString().compareTo(other.toString()))
            .collect(Collectors.toCollection(ArrayList::new));
    List<TableName> ordered = new ArrayList<>();
    while (!waiting.isEmpty()) {
      TableName next =
          waiting.stream()
              .filter(table -> references(table).stream().noneMatch(waiting::contains))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("tables that refer to each other"));
      waiting.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  /** All tables of a schema, none if it does not exist. */
  List<TableName> tables(String schema) {
    return relations(schema, "r");
  }

  boolean isMigrated(String schema) {
    return tables(schema).stream().anyMatch(table -> table.name().equals(MIGRATIONS));
  }

  boolean isEmpty(TableName table) {
    return jdbc.sql("select not exists (select from " + table.sql() + ")")
        .query((row, number) -> row.getBoolean(1))
        .single();
  }

  /** The columns that hold what was written to them. */
  List<String> columns(TableName table) {
    return jdbc.sql(
            """
            select attname from pg_attribute
            where attrelid = cast(? as regclass) and attnum > 0 and not attisdropped
              and attgenerated = ''
            order by attnum
            """)
        .param(table.sql())
        .query((row, number) -> row.getString(1))
        .list();
  }

  /** Where the sequences stand, those behind identity columns too. */
  List<SequenceState> sequences() {
    return KEPT.keySet().stream()
        .sorted()
        .flatMap(schema -> relations(schema, "S").stream())
        .map(
            sequence ->
                jdbc.sql("select last_value, is_called from " + sequence.sql())
                    .query(
                        (row, number) ->
                            new SequenceState(sequence, row.getLong(1), row.getBoolean(2)))
                    .single())
        .toList();
  }

  List<SchemaVersion> versions() {
    return KEPT.keySet().stream()
        .sorted()
        .map(
            schema ->
                jdbc.sql(
                        "select version from "
                            + new TableName(schema, MIGRATIONS).sql()
                            + " where success and version is not null"
                            + " order by installed_rank desc limit 1")
                    .query((row, number) -> new SchemaVersion(schema, row.getString(1)))
                    .single())
        .toList();
  }

  /** Whether the events of the piles are elsewhere, on an Axon Server. */
  boolean isWithoutEvents() {
    // Before its migration a database knows of no other place.
    return tables("event_store").contains(PILES)
        && jdbc.sql(
                """
                select move_began_at is not null
                  or exists (select from event_store.pile)
                    and not exists (select from event_store.domain_event)
                from event_store.store_identity
                """)
            .query((row, number) -> row.getBoolean(1))
            .single();
  }

  String storeId() {
    return jdbc.sql("select id::text from " + IDENTITY.sql())
        .query((row, number) -> row.getString(1))
        .single();
  }

  /** Whether a Comic Pile is connected; it says its name. */
  boolean isInUse() {
    return jdbc.sql(
            """
            select exists (
              select from pg_stat_activity
              where datname = current_database() and application_name = 'comic-pile')
            """)
        .query((row, number) -> row.getBoolean(1))
        .single();
  }

  private List<TableName> references(TableName table) {
    return jdbc.sql(
            """
            select n.nspname, c.relname
            from pg_constraint f join pg_class c on c.oid = f.confrelid
              join pg_namespace n on n.oid = c.relnamespace
            where f.contype = 'f' and f.conrelid = cast(? as regclass) and f.confrelid <> f.conrelid
            """)
        .param(table.sql())
        .query((row, number) -> new TableName(row.getString(1), row.getString(2)))
        .list();
  }

  private List<TableName> relations(String schema, String kind) {
    return jdbc.sql(
            """
            select n.nspname, c.relname
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ? and c.relkind = ?::"char"
            order by c.relname
            """)
        .params(schema, kind)
        .query((row, number) -> new TableName(row.getString(1), row.getString(2)))
        .list();
  }
}

package dev.comicpile.portability.backup;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backup holds. It is the last entry of the file, so that a file that was not finished has
 * none.
 *
 * @param format always {@link #FORMAT}
 * @param formatVersion always {@link #FORMAT_VERSION}
 * @param storeId which event store it was taken of; a restored one has another id
 * @param tables in an order in which rows find the rows they refer to
 */
record Manifest(
    String format,
    int formatVersion,
    Instant createdAt,
    String storeId,
    List<SchemaVersion> schemas,
    List<TableContent> tables,
    List<SequenceState> sequences) {

  static final String FORMAT = "comic-pile-backup";
  static final int FORMAT_VERSION = 1;

  /** The name of its entry. */
  static final String ENTRY = "manifest.json";

  /**
   * How far a schema was migrated.
   *
   * @param version of its latest migration
   */
  record SchemaVersion(String schema, String version) {}

  /**
   * The rows of a table.
   *
   * @param columns in the order in which its entry has them
   * @param sha256 of its entry, in hexadecimal digits
   */
  record TableContent(TableName table, List<String> columns, long rows, String sha256) {}

  /** Where a sequence stood, after all ids that the tables hold. */
  record SequenceState(TableName sequence, long lastValue, boolean called) {}

  /** The name of a table or a sequence. */
  record TableName(String schema, String name) {

    /** The name of the entry with its rows. */
    String entry() {
      return schema + "/" + name + ".copy";
    }

    /** As it is written in SQL. */
    String sql() {
      return quoted(schema) + "." + quoted(name);
    }

    @Override
    public String toString() {
      return schema + "." + name;
    }
  }

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** How many rows a table has, 0 if it is not there. */
  long rows(String schema, String table) {
    TableName name = new TableName(schema, table);
    return tables.stream()
        .filter(content -> content.table().equals(name))
        .mapToLong(TableContent::rows)
        .sum();
  }

  /** The version that a schema was migrated to. */
  @Nullable String versionOf(String schema) {
    return schemas.stream()
        .filter(known -> known.schema().equals(schema))
        .map(SchemaVersion::version)
        .findFirst()
        .orElse(null);
  }

  /** What it holds, for people. */
  String summary() {
    return "%s events and %s accounts"
        .formatted(rows("event_store", "domain_event"), rows("accounts", "account"));
  }
}

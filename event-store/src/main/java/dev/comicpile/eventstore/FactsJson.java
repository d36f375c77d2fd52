package dev.comicpile.eventstore;

import org.springframework.jdbc.core.RowMapper;
import tools.jackson.databind.ObjectMapper;

/** Facts as JSON by the contract of the events, for tables that keep what follows from them. */
public final class FactsJson {

  private static final ObjectMapper JSON = new EventSerializer().getObjectMapper();

  private FactsJson() {}

  /** Writes facts. */
  public static String write(Object facts) {
    return JSON.writeValueAsString(facts);
  }

  /** Reads what was written so. */
  public static <T> T read(String json, Class<T> type) {
    return JSON.readValue(json, type);
  }

  /** Reads rows of one column each, which the database has made such JSON of. */
  public static <T> RowMapper<T> rows(Class<T> type) {
    return (row, number) -> read(row.getString(1), type);
  }
}

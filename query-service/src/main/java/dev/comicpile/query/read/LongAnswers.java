package dev.comicpile.query.read;

import dev.comicpile.web.KeptAnswer;
import dev.comicpile.web.StreamedBody;
import java.sql.SQLException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers that may be longer than memory should hold: a pile of ten thousand threads with long
 * notes is a hundred megabytes. Each row becomes JSON as it is fetched, and what is beyond a
 * megabyte lies in a file until the client has taken it. So the database is done with it as fast as
 * it can read, and no client holds a connection or a snapshot, however slowly it reads.
 */
@Component
public class LongAnswers {

  /** How many rows are longer than what is made in memory. */
  public static final int MANY = 500;

  /** Rows fetched at once, a megabyte of the longest ones. */
  public static final int FETCH_SIZE = 100;

  private final JsonMapper json;

  LongAnswers(JsonMapper json) {
    this.json = json;
  }

  /** Writes an answer from its rows. */
  @FunctionalInterface
  public interface Content {
    /** Writes it. */
    void writeTo(JsonGenerator out) throws SQLException;
  }

  /** Makes an answer; it is complete when this returns. */
  public StreamedBody of(Content content) throws SQLException {
    KeptAnswer kept = new KeptAnswer();
    try (JsonGenerator generator = json.createGenerator(kept)) {
      content.writeTo(generator);
    } catch (RuntimeException | SQLException e) {
      kept.drop();
      throw e;
    }
    return kept;
  }
}

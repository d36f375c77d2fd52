package dev.comicpile.portability.export;

import dev.comicpile.portability.format.SpreadsheetCells;
import dev.comicpile.web.StreamedBody;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * All readers' threads as CSV. The first columns are those that an import takes, and each reader's
 * rows stand from the back of the queue to its front, because an import puts every row to the
 * front: imported again, they make the same queue.
 */
@RestController
public class ThreadExport {

  /** What all files of threads are. */
  public static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

  /** Those that an import needs first, and then all others. */
  public static final List<String> COLUMNS =
      List.of(
          "title",
          "format",
          "issues_remaining",
          "username",
          "user_id",
          "id",
          "queue_position",
          "status",
          "last_rating",
          "last_activity_at",
          "review_url",
          "last_review_at",
          "notes",
          "created_at");

  private static final CSVFormat PLAIN =
      CSVFormat.DEFAULT.builder().setRecordSeparator("\r\n").get();

  private static final CSVFormat QUOTED = PLAIN.builder().setQuoteMode(QuoteMode.ALL).get();

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Exports exports;
  private final JdbcClient jdbc;

  ThreadExport(Exports exports, JdbcClient jdbc) {
    this.exports = exports;
    this.jdbc = jdbc;
  }

  /**
   * All readers' threads as CSV, without test threads.
   *
   * <p>UTF-8 with CRLF; a byte order mark, for spreadsheets that need one, with bom=true. A text
   * that begins like a formula has an apostrophe in front, which an import takes away again.
   */
  @GetMapping("/api/admin/export/csv")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
  ResponseEntity<StreamedBody> exportThreads(@RequestParam(defaultValue = "false") boolean bom) {
    return exports.snapshot(CSV, "comic-pile.csv", out -> write(out, bom));
  }

  private void write(Writer out, boolean bom) {
    try {
      if (bom) {
        out.write(BYTE_ORDER_MARK);
      }
      CSVPrinter plain = new CSVPrinter(out, PLAIN);
      CSVPrinter quoted = new CSVPrinter(out, QUOTED);
      plain.printRecord(COLUMNS);
      jdbc.sql(
              """
              select t.*, t.reader_id as user_id, r.username,
                     case t.queue_position when 0 then 'completed' else 'active' end as status
              from views.placed_thread t left join accounts.account r on r.id = t.reader_id
              where not t.is_test
              order by t.reader_id, t.order_key desc nulls first, t.id
              """)
          .withFetchSize(Exports.FETCH_SIZE)
          .query(
              row -> {
                List<@Nullable String> cells = cells(row);
                print(cells.stream().anyMatch(ThreadExport::splits) ? quoted : plain, cells);
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(CSVPrinter printer, List<@Nullable String> cells) {
    try {
      printer.printRecord(cells);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Some spreadsheets split at these and not at commas: without quotes a formula could begin in the
   * middle of a title.
   */
  private static boolean splits(@Nullable String cell) {
    return cell != null && (cell.indexOf(';') >= 0 || cell.indexOf('\t') >= 0);
  }

  private static List<@Nullable String> cells(ResultSet row) throws SQLException {
    List<@Nullable String> cells = new ArrayList<>();
    for (String column : COLUMNS) {
      Object value =
          column.endsWith("_at")
              ? row.getObject(column, OffsetDateTime.class)
              : row.getString(column);
      cells.add(SpreadsheetCells.cell(value));
    }
    return cells;
  }
}

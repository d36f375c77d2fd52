package dev.comicpile.query.history;

import dev.comicpile.api.ActionType;
import dev.comicpile.portability.export.Exports;
import dev.comicpile.query.history.SessionDetails.Narrative;
import dev.comicpile.query.read.Row;
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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What all readers read, session by session, for people: what was undone is left out. */
@RestController
class SummaryExport {

  private static final MediaType MARKDOWN =
      new MediaType("text", "markdown", StandardCharsets.UTF_8);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String READERS =
      """
      select s.reader_id, r.username
      from (select distinct reader_id from views.session where view = 'history' and not undone) s
      left join accounts.account r on r.id = s.reader_id
      order by s.reader_id
      """;

  /** The sessions of a reader that stand, in the order in which they are told. */
  private static final String SESSIONS =
      """
      select s.id, s.started_at, (s.facts ->> 'ended_at')::timestamptz as ended_at,
        array(select jsonb_array_elements_text(s.facts -> 'ladder')) as ladder
      from views.session s
      where s.reader_id = ? and s.view = 'history' and not s.undone
      order by s.started_at, s.id
      """;

  /**
   * What their narratives are made of, session by session in the same order: what stands and
   * concerns no test thread.
   */
  private static final String TOLD =
      """
      select %s
      from views.session s
      join views.history_entry e on e.reader_id = s.reader_id and e.session_id = s.id
      where s.reader_id = ? and s.view = 'history' and not s.undone
        and not e.undone and e.type in ('%s', '%s', '%s')
        and not exists (select from views.history_test_thread t
                        where t.reader_id = e.reader_id and t.thread_id = e.thread_id)
      order by s.started_at, s.id, e.version
      """
          .formatted(
              StoredEntries.COLUMNS,
              ActionType.RATE,
              ActionType.READ,
              ActionType.ROLLED_BUT_SKIPPED);

  private final Exports exports;
  private final JdbcClient jdbc;

  SummaryExport(Exports exports, JdbcClient jdbc) {
    this.exports = exports;
    this.jdbc = jdbc;
  }

  /**
   * What all readers read, session by session, as Markdown.
   *
   * <p>Undone actions and sessions, and test threads, are left out. Times are UTC.
   */
  @GetMapping("/api/admin/export/summary")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = "text/markdown", schema = @Schema(type = "string")))
  ResponseEntity<StreamedBody> exportSummary() {
    return exports.snapshot(MARKDOWN, "comic-pile.md", out -> new Summary(out).write());
  }

  /** What is told of one reader, session by session. */
  private final class Told implements AutoCloseable {
    private final Long readerId;
    private final Stream<EntryView> entries;
    private final Iterator<EntryView> each;
    private @Nullable EntryView next;

    Told(Long readerId) {
      this.readerId = readerId;
      entries =
          jdbc
              .sql(TOLD)
              .param(readerId)
              .withFetchSize(Exports.FETCH_SIZE)
              .query((row, number) -> StoredEntries.entry(Row.of(row)))
              .stream();
      each = entries.iterator();
      readNext();
    }

    private void readNext() {
      next = each.hasNext() ? each.next() : null;
    }

    /** Of the reader's session that comes next. */
    Narrative narrative(Long sessionId) {
      List<EntryView> ofSession = new ArrayList<>();
      while (next != null && sessionId.equals(next.sessionId())) {
        ofSession.add(next);
        readNext();
      }
      return SessionDetails.narrative(ofSession);
    }

    /** To be asked after the last session: what is left then belongs to none, or came too early. */
    void requireAllTold() {
      if (next != null) {
        throw new IllegalStateException(
            "reader " + readerId + ": version " + next.id() + " was not told");
      }
    }

    @Override
    public void close() {
      entries.close();
    }
  }

  /** One document while it is written. */
  private final class Summary {
    private final Writer out;

    Summary(Writer out) {
      this.out = out;
    }

    void write() {
      print("# Comic Pile\n");
      jdbc.sql(
              """
              select p.reader_id, r.username, p.parked_version as version
              from views.applied p left join accounts.account r on r.id = p.reader_id
              where p.view = 'history' and p.parked_version is not null order by p.reader_id
              """)
          .query(
              row -> {
                print("\n" + name(row) + ": version ");
                print(row.getLong("version") + " and what follows could not be read.\n");
              });
      jdbc.sql(READERS).withFetchSize(Exports.FETCH_SIZE).query(this::reader);
    }

    private void reader(ResultSet row) throws SQLException {
      print("\n## " + name(row) + "\n");
      Long readerId = row.getLong("reader_id");
      try (Told told = new Told(readerId)) {
        jdbc.sql(SESSIONS)
            .param(readerId)
            .withFetchSize(Exports.FETCH_SIZE)
            .query(
                session -> {
                  session(session, told);
                });
        told.requireAllTold();
      }
    }

    private void session(ResultSet row, Told told) throws SQLException {
      print("\n### " + heading(row) + "\n");
      Narrative narrative = told.narrative(row.getLong("id"));
      list("Read", narrative.read());
      list("Skipped", narrative.skipped());
      list("Completed", narrative.completed());
      if (narrative.read().isEmpty() && narrative.skipped().isEmpty()) {
        print("\nNothing was read.\n");
      }
    }

    private static String name(ResultSet row) throws SQLException {
      String name = row.getString("username");
      return name == null ? "Reader " + row.getLong("reader_id") : Markdown.text(name);
    }

    private static String heading(ResultSet row) throws SQLException {
      OffsetDateTime endedAt = row.getObject("ended_at", OffsetDateTime.class);
      return "Session "
          + row.getLong("id")
          + ": "
          + TIME.format(row.getObject("started_at", OffsetDateTime.class))
          + (endedAt == null ? "" : " to " + TIME.format(endedAt))
          + ", "
          + String.join(" → ", (String[]) row.getArray("ladder").getArray());
    }

    private void list(String heading, List<String> lines) {
      if (!lines.isEmpty()) {
        print("\n**" + heading + "**\n\n");
        lines.forEach(line -> print("- " + Markdown.text(line) + "\n"));
      }
    }

    private void print(String text) {
      try {
        out.write(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

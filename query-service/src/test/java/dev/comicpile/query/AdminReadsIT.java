package dev.comicpile.query;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Rating;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.ChooseThread;
import dev.comicpile.api.command.DiceCommand.MarkRead;
import dev.comicpile.api.command.DiceCommand.RateThread;
import dev.comicpile.api.command.SessionCommand.EndSession;
import dev.comicpile.api.command.SessionCommand.StartSession;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.DeleteThread;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.testing.Answer;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What an admin reads of all users: the list of them, their restore points, and the exports. */
class AdminReadsIT extends QueryTest {

  @Autowired JdbcClient jdbc;

  private final TestPile pile = new TestPile();
  private final String username = "reader *" + pile.id() + "*";

  private long add(String title, int issues, boolean test) {
    return add(pile, title, issues, test);
  }

  private static long add(TestPile pile, String title, int issues, boolean test) {
    pile.send(
        new AddThread(
            pile.id(), new Title(title), new Format("Comic"), new Issues(issues), null, test));
    return Collections.max(pile.pile().contents().threads().keySet()).number();
  }

  private void choose(long threadId) {
    pile.send(new ChooseThread(pile.id(), new ThreadId(threadId), SelectionMethod.OVERRIDE));
  }

  private long session() {
    return Collections.max(pile.pile().contents().sessions().keySet()).number();
  }

  /** Registers the reader, stores the pile, and waits until the views hold it. */
  private void register() {
    register(pile, username);
  }

  private void register(TestPile pile, String username) {
    AccountsOfTests.register(jdbc, pile.id(), username, Instant.parse("2026-01-01T12:00:00Z"));
    store(pile);
    assertThat(get(pile, "/api/threads").status()).isEqualTo(200);
    assertThat(get(pile, "/api/undo/history").status()).isEqualTo(200);
  }

  @Test
  void usersAreListedInPagesWithWhatTheyHave() {
    add("A", 1, false);
    add("B", 2, false);
    add("Done", 0, false);
    register();

    long total = asAdmin("GET", "/api/admin/users").json().get("total").asLong();
    assertThat(total).isPositive();
    JsonNode user = null;
    int listed = 0;
    for (int offset = 0; offset < total; offset += 3) {
      JsonNode page = asAdmin("GET", "/api/admin/users/?limit=3&offset=" + offset).json();
      assertThat(page.get("users").size()).isBetween(1, 3);
      listed += page.get("users").size();
      for (JsonNode one : page.get("users")) {
        user = one.get("username").asString().equals(username) ? one : user;
      }
    }
    assertThat(listed).isEqualTo((int) total);
    assertThat(user).isNotNull();
    assertThat(user.propertyNames())
        .containsExactly(
            "id",
            "username",
            "created_at",
            "is_admin",
            "locked",
            "is_demo",
            "name_like",
            "version",
            "active_threads",
            "completed_threads",
            "last_action_at");
    assertThat(user.get("id").asLong()).isEqualTo(pile.id().number());
    assertThat(user.get("created_at").asString()).isEqualTo("2026-01-01T12:00:00Z");
    assertThat(user.get("is_demo").asBoolean()).isFalse();
    assertThat(user.get("version").asLong()).isEqualTo(3);
    assertThat(user.get("active_threads").asLong()).isEqualTo(2);
    assertThat(user.get("completed_threads").asLong()).isEqualTo(1);
    assertThat(Instant.parse(user.get("last_action_at").asString()))
        .isEqualTo(pile.stream().getLast().event().at());
  }

  @Test
  void aUsersRestorePointsAreListedNewestFirst() {
    long a = add("A", 9, false);
    choose(a);
    pile.send(new RateThread(pile.id(), new Rating(4.5), new Issues(1), true, null));
    long first = session();
    choose(a);
    pile.send(new RateThread(pile.id(), new Rating(3.0), new Issues(1), false, null));
    pile.send(new UndoAction(pile.id(), null));
    register();

    String path = "/api/admin/users/" + pile.id() + "/snapshots";
    Answer answer = asAdmin("GET", path);

    assertThat(answer.header("Pile-Version")).isEqualTo(Long.toString(pile.version()));
    JsonNode points = answer.json();
    assertThat(points.findValuesAsString("description"))
        .containsExactly(
            "After rating 3.0/5.0", "Session start", "After rating 4.5/5.0", "Session start");
    assertThat(points.findValuesAsString("id")).containsExactly("8", "6", "4", "2");
    assertThat(points.findValuesAsString("undone"))
        .containsExactly("true", "false", "false", "false");
    assertThat(points.at("/3").propertyNames())
        .containsExactly("id", "session_id", "created_at", "description", "rating", "undone");
    assertThat(points.at("/3/session_id").asLong()).isEqualTo(first);
    assertThat(asAdmin("GET", path + "?limit=1&offset=1").json().findValuesAsString("id"))
        .containsExactly("6");
  }

  @Test
  void aUserNobodyKnowsIsNotFound() {
    Answer answer = asAdmin("GET", "/api/admin/users/987654321/snapshots");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().get("detail").asString()).isEqualTo("User 987654321 not found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/admin/users",
        "/api/admin/users/1/snapshots",
        "/api/admin/export/csv/",
        "/api/admin/export/summary/"
      })
  void onlyAnAdminIsAnswered(String path) {
    assertThat(get(path).status()).isEqualTo(401);
    Answer refused = get(pile, path);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/admin/users?limit=0, query.limit",
    "/api/admin/users?limit=101, query.limit",
    "/api/admin/users?offset=-1, query.offset",
    "/api/admin/users/x/snapshots, path.user_id",
    "/api/admin/users/1/snapshots?limit=x, query.limit",
    "/api/admin/export/csv?bom=perhaps, query.bom"
  })
  void badInputIsNamed(String path, String field) {
    if (path.startsWith("/api/admin/users/1/")) {
      register();
      path = path.replace("/1/", "/" + pile.id() + "/");
    }
    Answer answer = asAdmin("GET", path);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
  }

  private List<CSVRecord> rows(String csv) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    return format.parse(new StringReader(csv)).stream()
        .filter(row -> row.get("user_id").equals(pile.id().toString()))
        .toList();
  }

  @Test
  void threadsAreExportedAsAnImportTakesThem() throws IOException {
    add("Saga, \"Vol. 1\"", 6, false);
    long hellboy = add("Hellboy", 12, false);
    add("Not for show", 3, true);
    add("Done", 0, false);
    add("地獄 男爵", 1, false);
    choose(hellboy);
    pile.send(new RateThread(pile.id(), new Rating(4.5), new Issues(1), false, null));
    register();

    Answer answer = asAdmin("GET", "/api/admin/export/csv/");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/csv;charset=UTF-8");
    assertThat(answer.header("Content-Disposition")).contains("comic-pile.csv");
    assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
    assertThat(answer.body())
        .startsWith("title,format,issues_remaining,username,")
        .endsWith("\r\n");
    assertThat(answer.body()).contains("\r\nHellboy,Comic,11,");
    assertThat(answer.body()).contains("\"Saga, \"\"Vol. 1\"\"\",Comic,6,");
    List<CSVRecord> rows = rows(answer.body());
    // The back of the queue first, for an import puts every row to the front.
    assertThat(rows)
        .extracting(row -> row.get("title"))
        .containsExactly("Done", "地獄 男爵", "Saga, \"Vol. 1\"", "Hellboy");
    assertThat(rows)
        .extracting(row -> row.get("queue_position"))
        .containsExactly("0", "4", "2", "1");
    assertThat(rows).extracting(row -> row.get("username")).containsOnly(username);
    CSVRecord rated = rows.getLast();
    assertThat(rated.get("id")).isEqualTo(Long.toString(hellboy));
    assertThat(rated.get("status")).isEqualTo("active");
    assertThat(rated.get("last_rating")).isEqualTo("4.5");
    assertThat(Instant.parse(rated.get("last_activity_at")))
        .isEqualTo(pile.stream().getLast().event().at());
    assertThat(rated.get("notes")).isEmpty();
    assertThat(rows.getFirst().get("status")).isEqualTo("completed");
  }

  @Test
  void noCellIsTakenForAFormula() throws IOException {
    for (String title : List.of("=1+1", "+1", "-1", "@SUM(A1)", "'=1", "a;=1+1", "1=1", "'a")) {
      add(title, 1, false);
    }
    register();

    String csv = asAdmin("GET", "/api/admin/export/csv").body();

    assertThat(rows(csv).reversed())
        .extracting(row -> row.get("title"))
        .containsExactly("'=1+1", "'+1", "'-1", "'@SUM(A1)", "''=1", "a;=1+1", "1=1", "'a");
    assertThat(csv).contains("\r\n'=1+1,Comic,1,").contains("\r\n\"a;=1+1\",\"Comic\",\"1\",");
  }

  @Test
  void aByteOrderMarkIsWrittenForWhoNeedsIt() {
    assertThat(asAdmin("GET", "/api/admin/export/csv?bom=true").body()).startsWith("\uFEFFtitle,");
    assertThat(asAdmin("GET", "/api/admin/export/csv?bom=false").body()).startsWith("title,");
  }

  @Test
  void theSummaryTellsEachSessionWithoutWhatWasUndoneAndTestThreads() {
    pile.at(Instant.parse("2026-01-02T20:00:00Z"));
    long hellboy = add("Hellboy [1]", 9, false);
    long saga = add("1. Saga", 1, false);
    long test = add("Testing", 9, true);
    choose(hellboy);
    choose(saga);
    pile.send(new RateThread(pile.id(), new Rating(3.5), new Issues(1), false, null));
    choose(test);
    pile.send(new RateThread(pile.id(), new Rating(5.0), new Issues(1), false, null));
    choose(hellboy);
    pile.send(new RateThread(pile.id(), new Rating(1.0), new Issues(1), false, null));
    pile.send(new UndoAction(pile.id(), null));
    pile.send(new MarkRead(pile.id(), new Issues(1), null));
    pile.pass(Duration.ofMinutes(90));
    pile.send(new EndSession(pile.id()));
    long first = session();
    pile.send(new DeleteThread(pile.id(), new ThreadId(test)));
    pile.send(new StartSession(pile.id(), 10));
    long second = session();
    pile.send(new EndSession(pile.id()));
    pile.send(new StartSession(pile.id(), 12));
    long undone = session();
    pile.send(new UndoAction(pile.id(), null));
    register();

    Answer answer = asAdmin("GET", "/api/admin/export/summary/");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/markdown;charset=UTF-8");
    assertThat(answer.header("Content-Disposition")).contains("comic-pile.md");
    assertThat(answer.body()).startsWith("# Comic Pile\n");
    assertThat(answer.body())
        .contains(
            """

            ## reader \\*%s\\*

            ### Session %s: 2026-01-02 20:00 to 2026-01-02 21:30, d6 → d8 → d6

            **Read**

            - 1\\. Saga (3.5/5.0)
            - Hellboy \\[1\\]

            **Skipped**

            - Hellboy \\[1\\]

            **Completed**

            - 1\\. Saga

            ### Session %s: 2026-01-02 21:30 to 2026-01-02 21:30, d10

            Nothing was read.
            """
                .formatted(pile.id(), first, second))
        .doesNotContain("Session " + undone + ":")
        .doesNotContain("Testing");
  }

  @Test
  void theSummaryAsksOnceForEachReaderAndNotForEachSession() {
    forgetPiles();
    TestPile other = new TestPile();
    readInTwoSessions(pile, "Saga", "Hellboy");
    readInTwoSessions(other, "Bone", "Sandman");
    register(pile, "ada");
    register(other, "bob");
    Logger statements = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
    ListAppender<ILoggingEvent> asked = new ListAppender<>();
    asked.start();
    statements.addAppender(asked);
    statements.setLevel(Level.DEBUG);
    String summary;
    try {
      summary = asAdmin("GET", "/api/admin/export/summary/").body();
    } finally {
      statements.setLevel(null);
      statements.detachAppender(asked);
    }

    assertThat(List.copyOf(asked.list))
        .filteredOn(event -> event.getFormattedMessage().contains("views.history_entry"))
        .hasSize(2);
    assertThat(summary.replaceAll("Session \\d+", "Session"))
        .isEqualTo(
            """
            # Comic Pile

            ## ada

            ### Session: 2026-01-02 20:00 to 2026-01-02 20:00, d6

            **Read**

            - Saga

            ### Session: 2026-01-02 21:00 to 2026-01-02 21:00, d6

            **Read**

            - Hellboy

            ## bob

            ### Session: 2026-01-02 20:00 to 2026-01-02 20:00, d6

            **Read**

            - Bone

            ### Session: 2026-01-02 21:00 to 2026-01-02 21:00, d6

            **Read**

            - Sandman
            """);
  }

  private static void readInTwoSessions(TestPile reader, String first, String second) {
    reader.at(Instant.parse("2026-01-02T20:00:00Z"));
    read(reader, first);
    reader.pass(Duration.ofHours(1));
    read(reader, second);
  }

  /** Reads an issue in a session of its own. */
  private static void read(TestPile reader, String title) {
    long thread = add(reader, title, 9, false);
    reader.send(new ChooseThread(reader.id(), new ThreadId(thread), SelectionMethod.OVERRIDE));
    reader.send(new MarkRead(reader.id(), new Issues(1), null));
    reader.send(new EndSession(reader.id()));
  }

  @Test
  void theSummaryNamesReadersWhoseEventsCouldNotBeRead() {
    add("Saga", 3, false);
    register();
    jdbc.sql(
            """
            insert into views.applied
              (reader_id, view, version, parked_version, parked_cause, parked_at)
            values (?, 'history', 1, 2, 'unknown', now())
            on conflict (reader_id, view) do update
            set parked_version = 2, parked_cause = 'unknown', parked_at = now()
            """)
        .param(pile.id().number())
        .update();
    try {
      assertThat(asAdmin("GET", "/api/admin/export/summary/").body())
          .contains(
              "\nreader \\*%s\\*: version 2 and what follows could not be read.\n"
                  .formatted(pile.id()));
    } finally {
      jdbc.sql(
              """
              update views.applied
              set parked_version = null, parked_cause = null, parked_at = null
              where reader_id = ? and view = 'history'
              """)
          .param(pile.id().number())
          .update();
    }
  }
}

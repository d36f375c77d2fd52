package dev.comicpile.command.thread;

import static dev.comicpile.command.Readers.idOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.Readers;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.portability.spreadsheet.CsvFile;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@CommandServiceTest
class ReviewImportApiIT {

  private static final String PATH = "/api/admin/import/reviews/";
  private static final String HEADER = "thread_id,review_url,review_timestamp\n";
  private static final String AT = "2026-02-28T09:30:00Z";

  @Autowired Readers readers;
  @Autowired PileStreams streams;
  Api admin;
  long saga;
  long bone;

  @BeforeEach
  void pile() {
    admin = readers.admin();
    saga = admin.add("Saga", 5);
    bone = admin.add("Bone", 3);
  }

  private Answer upload(String rows) {
    return admin.upload(PATH, "reviews.csv", (HEADER + rows).getBytes(UTF_8));
  }

  private JsonNode thread(long id) {
    return admin.put("/api/threads/" + id, "{}").json();
  }

  @Test
  void reviewsAreImportedAsOneActionThatUndoTakesBackAsAWhole() {
    Answer answer =
        upload(
            "%s,https://example.org/saga,%s\n%s,https://example.org/bone,2026-03-01\n"
                .formatted(saga, AT, bone));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().propertyNames())
        .containsExactly("imported", "errors", "refused_rows", "unknown_columns");
    assertThat(answer.json().path("imported").asInt()).isEqualTo(2);
    assertThat(answer.errors()).isEmpty();
    assertThat(answer.version()).isEqualTo(4);
    assertThat(thread(saga).path("review_url").asString()).isEqualTo("https://example.org/saga");
    assertThat(thread(saga).path("last_review_at").asString()).isEqualTo(AT);
    assertThat(thread(bone).path("last_review_at").asString()).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(thread(bone).path("queue_position").asInt()).isEqualTo(2);
    List<RecordedEvent> events = streams.read(idOf(admin), 3).toList();
    assertThat(events).extracting(RecordedEvent::action).containsOnly(ActionType.EDIT);
    assertThat(((ThreadEdited) events.getFirst().event()).changed())
        .containsExactly("review_url", "last_review_at");

    Answer undone = admin.post("/api/undo");
    assertThat(undone.text("undone/0/description")).isEqualTo("Edited 2 threads");
    assertThat(undone.json().at("/undone/0/thread_id").isNull()).isTrue();
    assertThat(thread(saga).path("review_url").isNull()).isTrue();
    assertThat(thread(bone).path("last_review_at").isNull()).isTrue();
    admin.post("/api/undo/redo");
    assertThat(thread(saga).path("last_review_at").asString()).isEqualTo(AT);
  }

  @Test
  void badRowsAndUnknownThreadsAreNamedInTheirOrder() {
    long others = readers.reader().add("Maus", 1);
    Answer answer =
        upload(
            """
            ,https://example.org,%2$s
            %3$s,https://example.org,%2$s
            one,https://example.org,%2$s
            99999999999999999999,https://example.org,%2$s

            %1$s,,%2$s
            %1$s,https://example.org
            %1$s,https://example.org,yesterday
            %1$s,%4$s,%2$s
            %1$s,https://example.org/good,%2$s
            "%1$s
            """
                .formatted(saga, AT, others, "x".repeat(2001)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("imported").asInt()).isEqualTo(1);
    assertThat(answer.errors())
        .containsExactly(
            "Row 2: Missing thread_id",
            "Row 3: Thread " + others + " not found",
            "Row 4: thread_id must be 1 to 4503599627370496",
            "Row 5: thread_id must be 1 to 4503599627370496",
            "Row 7: Missing review_url",
            "Row 8: Missing review_timestamp",
            "Row 9: review_timestamp must be a time such as 2026-03-01T20:15:30Z",
            "Row 10: review_url must be an absolute http or https address",
            "Row 12: A quotation mark is in the wrong place, so this line was left out");
    assertThat(thread(saga).path("review_url").asString()).isEqualTo("https://example.org/good");
    assertThat(admin.post("/api/undo").text("undone/0/description"))
        .isEqualTo("Edited Saga: review url, last review at");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-28T09:30:00.123456Z, 2026-02-28T09:30:00.123Z",
    "2026-02-28T09:30:00+02:00, 2026-02-28T07:30:00Z",
    "2026-02-28 09:30:00.5+0200, 2026-02-28T07:30:00.500Z",
    "2026-02-28 09:30:00+00, 2026-02-28T09:30:00Z",
    "2026-02-28t09:30, 2026-02-28T09:30:00Z",
    "2026-02-28, 2026-02-28T00:00:00Z",
  })
  void timesAreReadAsProgramsWriteThem(String written, String meant) {
    assertThat(upload(saga + ",https://example.org," + written).errors()).isEmpty();
    assertThat(Instant.parse(thread(saga).path("last_review_at").asString()))
        .isEqualTo(Instant.parse(meant));
  }

  @ParameterizedTest
  @CsvSource({"2026-02-30", "2026-02-28T25:00:00Z", "10000-01-01", "0000-01-01", "1772270000", "T"})
  void whatIsNoTimeIsSaidSo(String written) {
    assertThat(upload(saga + ",https://example.org," + written).errors())
        .containsExactly("Row 2: review_timestamp must be a time such as 2026-03-01T20:15:30Z");
  }

  @Test
  void whatIsNoSuchFileIsRefusedAndChangesNothing() {
    assertThat(admin.upload(PATH, "reviews.csv", "thread_id,review_url".getBytes(UTF_8)).detail())
        .isEqualTo(
            "The first row must name the columns thread_id, review_url, review_timestamp, with"
                + " commas, semicolons or tabs between them; review_timestamp is missing.");
    assertThat(admin.upload(PATH, "reviews.json", HEADER.getBytes(UTF_8)).detail())
        .isEqualTo("The file must be a CSV file named *.csv.");
    assertThat(admin.post(PATH).status()).isIn(415, 422);
    assertThat(
            upload((saga + ",https://example.org," + AT + "\n").repeat(CsvFile.MOST_ROWS + 1))
                .status())
        .isEqualTo(413);
    assertThat(admin.upload(PATH, "reviews.csv", new byte[5 * 1024 * 1024 + 1]).status())
        .isEqualTo(413);
    assertThat(streams.version(idOf(admin))).isEqualTo(2);
  }

  @Test
  void onlyAnAdminImportsReviews() {
    byte[] file = HEADER.getBytes(UTF_8);

    assertThat(readers.reader().upload(PATH, "reviews.csv", file).status()).isEqualTo(403);
    assertThat(readers.nobody().upload(PATH, "reviews.csv", file).status()).isEqualTo(401);
  }
}

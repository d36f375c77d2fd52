package dev.comicpile.command.thread;

import static dev.comicpile.command.Readers.idOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.Readers;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.portability.spreadsheet.CsvFile;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@CommandServiceTest
class ImportApiIT {

  private static final String PATH = "/api/threads/import/csv/";

  @Autowired Readers readers;
  @Autowired PileStreams streams;
  Api reader;

  @BeforeEach
  void reader() {
    reader = readers.reader();
  }

  private Answer upload(String csv) {
    return reader.upload(PATH, "pile.csv", csv.getBytes(UTF_8));
  }

  private List<ThreadFacts> stored() {
    return streams
        .read(idOf(reader), 1)
        .flatMap(e -> ((ThreadsImported) e.event()).threads().stream())
        .toList();
  }

  @Test
  void goodRowsAreImportedAndBadOnesAreNamed() {
    Answer answer =
        upload(
            """
            title,format,issues_remaining
            Hellboy,Omnibus,12
            ,Comic,3
            "Saga, Vol. 1",Trade,6
            Sandman,,1
            Monstress,Comic,many
            Bone,Comic,-1
            Usagi,Comic,99999999999
            Maus,Comic
            """);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("imported").asInt()).isEqualTo(2);
    assertThat(answer.version()).isEqualTo(1);
    assertThat(answer.errors())
        .containsExactly(
            "Row 3: Missing title",
            "Row 5: Missing format",
            "Row 6: issues_remaining must be a whole number",
            "Row 7: issues_remaining must be 0 or more",
            "Row 8: issues_remaining must be at most 2147483647",
            "Row 9: Missing issues_remaining");
    assertThat(stored()).extracting(ThreadFacts::title).containsExactly("Hellboy", "Saga, Vol. 1");
    assertThat(stored().get(1).orderKey()).isLessThan(stored().get(0).orderKey());
  }

  @Test
  void spreadsheetsMayWriteItTheirWay() {
    Answer answer =
        upload(
            "\uFEFFIssues_Remaining,extra, Format ,\"Title\"\r\n"
                + "3,x,Comic,\"Line\r\nbreak \"\"quoted\"\"\"\r\n"
                + "\r\n"
                + ",,,\r\n"
                + "0,,Manga,漫画\r\n"
                + "5,,Comic,\r\n");

    assertThat(answer.json().path("imported").asInt()).isEqualTo(2);
    assertThat(answer.errors()).containsExactly("Row 6: Missing title");
    assertThat(stored())
        .extracting(ThreadFacts::title)
        .containsExactly("Line break \"quoted\"", "漫画");
  }

  @Test
  void whatAnExportMadeHarmlessIsReadAsItWas() {
    Answer answer =
        upload(
            """
            title,format,issues_remaining
            '=1+1,'-,1
            ''=1,Comic,1
            "'@SUM(A1)",Comic,1
            'Tis,Comic,1
            =2,Comic,1
            """);

    assertThat(answer.json().path("imported").asInt()).isEqualTo(5);
    assertThat(stored())
        .extracting(ThreadFacts::title)
        .containsExactly("=1+1", "'=1", "@SUM(A1)", "'Tis", "=2");
    assertThat(stored().getFirst().format()).isEqualTo("-");
  }

  @Test
  void aByteOrderMarkLineEndsAndQuotesChangeNothing() {
    String plain = "title,format,issues_remaining\nSaga,Trade,6\nBone,Comic,2\n";
    for (String csv :
        List.of(
            plain,
            "\uFEFF" + plain,
            plain.replace("\n", "\r\n"),
            "\uFEFF" + plain.replace("\n", "\r\n"),
            "\uFEFF" + plain.replaceAll("([^,\n]+)", "\"$1\"").replace("\n", "\r\n"),
            plain.stripTrailing())) {
      reader();
      assertThat(upload(csv).json().path("imported").asInt()).as(csv).isEqualTo(2);
      assertThat(stored()).extracting(ThreadFacts::title).containsExactly("Saga", "Bone");
      assertThat(stored()).extracting(ThreadFacts::issuesRemaining).containsExactly(6, 2);
    }
  }

  @Test
  void aColumnThatIsThereTwiceDoesNotShiftTheOthers() {
    Answer answer = upload("title,title,issues_remaining,format\nSaga,x,3,Comic\n");

    assertThat(answer.errors()).isEmpty();
    assertThat(stored()).extracting(ThreadFacts::title).containsExactly("Saga");
    assertThat(stored()).extracting(ThreadFacts::issuesRemaining).containsExactly(3);
  }

  @Test
  void anAdminImportsIntoTheirOwnPile() {
    byte[] file = "title,format,issues_remaining\nSaga,Comic,1\n,Comic,1\n".getBytes(UTF_8);
    Api admin = readers.admin();
    Answer answer = admin.upload("/api/admin/import/csv/", "pile.csv", file);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("imported").asInt()).isEqualTo(1);
    assertThat(answer.errors()).containsExactly("Row 3: Missing title");
    assertThat(answer.version()).isEqualTo(1);
    assertThat(answer.response().headers().firstValue("Set-Cookie").orElse(""))
        .contains("." + admin.id() + ".1");
    assertThat(admin.post("/api/undo").text("undone/0/description")).isEqualTo("Imported 1 thread");
    assertThat(admin.upload("/api/admin/import/csv", "pile.txt", file).status()).isEqualTo(400);
    assertThat(reader.upload("/api/admin/import/csv", "pile.csv", file).status()).isEqualTo(403);
    assertThat(readers.nobody().upload("/api/admin/import/csv", "pile.csv", file).status())
        .isEqualTo(401);
    assertThat(streams.version(idOf(reader))).isZero();
  }

  @Test
  void limitsHoldForEveryRow() {
    Answer answer =
        upload(
            "title,format,issues_remaining\n"
                + "x".repeat(201)
                + ",Comic,1\n"
                + "Saga,"
                + "x".repeat(51)
                + ",1\n"
                + "a\0b,Comic,1\n");

    assertThat(answer.json().path("imported").asInt()).isEqualTo(1);
    assertThat(answer.errors())
        .containsExactly(
            "Row 2: title must have at most 200 characters",
            "Row 3: format must have at most 50 characters");
    assertThat(stored()).extracting(ThreadFacts::title).containsExactly("a b");
  }

  @Test
  void withoutAGoodRowNothingHappens() {
    Answer answer = upload("title,format,issues_remaining\n,,\n,Comic,1\n");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("imported").asInt()).isZero();
    assertThat(answer.version()).isZero();
    assertThat(streams.version(idOf(reader))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"Bone,Comic,1", "\"Bad\" tail,Comic,1", "Bone,\"Co\"mic,1"})
  void aRowThatBreaksTheQuotingCostsThatRowAlone(String broken) {
    Answer answer =
        upload(
            "title,format,issues_remaining\nSaga,Comic,1\n"
                + broken
                + "\n\"Maus, all\",Comic,1\n\"Akira,Comic,1\nBone,Comic,1\n");

    assertThat(answer.errors())
        .containsExactly(
            "Row 3: A quotation mark is in the wrong place, so this line was left out",
            "Row 5: A quotation mark is in the wrong place, so this line was left out");
    assertThat(stored())
        .extracting(ThreadFacts::title)
        .containsExactly("Saga", "Maus, all", "Bone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title;format;issues_remaining\nSaga, all;Comic;5,0\n",
        "title\tformat\tissues_remaining\r\nSaga, all\tComic\t5.0\r\n",
        "sep=;\r\ntitle;format;issues_remaining\r\nSaga, all;Comic;5\r\n",
        "sep=|\ntitle|format|issues_remaining\nSaga, all|Comic|5\n",
        "\r\n\r\nTitle,Format,Issues Remaining\r\n\"Saga, all\",Comic,5\r\n",
      })
  void spreadsheetsOfAllCountriesAreRead(String csv) {
    for (Charset charset : List.of(UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      reader();
      byte[] file = ("\uFEFF" + csv).getBytes(charset);
      Answer answer = reader.upload(PATH, "pile.csv", file);

      assertThat(answer.status()).as(charset + csv).isEqualTo(200);
      assertThat(answer.errors()).as(charset + csv).isEmpty();
      assertThat(stored()).extracting(ThreadFacts::title).containsExactly("Saga, all");
      assertThat(stored()).extracting(ThreadFacts::issuesRemaining).containsExactly(5);
    }
  }

  @Test
  void theOtherColumnsOfAnExportAreTakenTooAndUnknownOnesAreNamed() {
    Answer answer =
        upload(
            """
            title,format,issues_remaining,id,last_rating,last_activity_at,review_url,last_review_at,notes,created_at,Colour
            Saga,Comic,3,77,4.5,2024-01-02T00:00:00Z,https://example.org/,2024-01-03T00:00:00Z,"two
            lines",2024-01-01T00:00:00Z,red
            Bone,Comic,3,,6.0,,,,,,
            Maus,Comic,3,,,,javascript:alert(1),,,,
            Akira,Comic,3,,,2126-01-01T00:00:00Z,,,,,
            """);

    assertThat(answer.json().path("imported").asInt()).isEqualTo(1);
    assertThat(answer.json().path("unknown_columns").valueStream().map(c -> c.asString()))
        .containsExactly("Colour");
    assertThat(answer.errors())
        .containsExactly(
            "Row 3: last_rating must be 0.5 to 5.0 in steps of 0.5",
            "Row 4: review_url must be an absolute http or https address",
            "Row 5: last_activity_at must be a time from 1970 to now");
    assertThat(answer.json().at("/refused_rows/0").toString())
        .isEqualTo(
            "{\"row\":3,\"code\":\"cell\","
                + "\"values\":{\"column\":\"last_rating\",\"problem\":\"half_steps\"}}");
    ThreadFacts saga = stored().getFirst();
    assertThat(saga.lastRating()).isEqualTo(4.5);
    assertThat(saga.lastActivityAt()).isEqualTo("2024-01-02T00:00:00Z");
    assertThat(saga.reviewUrl()).isEqualTo("https://example.org/");
    assertThat(saga.lastReviewAt()).isEqualTo("2024-01-03T00:00:00Z");
    assertThat(saga.notes()).isEqualTo("two\nlines");
    assertThat(saga.createdAt()).isEqualTo("2024-01-01T00:00:00Z");
  }

  @Test
  void digitsOfOtherScriptsAreNoNumbers() {
    assertThat(upload("title,format,issues_remaining\nSaga,Comic,٥\n").errors())
        .containsExactly("Row 2: issues_remaining must be a whole number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | The first row must name the columns title, format, issues_remaining, with commas,"
            + " semicolons or tabs between them; title is missing.",
        "title,format | The first row must name the columns title, format, issues_remaining, with"
            + " commas, semicolons or tabs between them; issues_remaining is missing.",
        "sep=\" | The first row must name the columns title, format, issues_remaining, with commas,"
            + " semicolons or tabs between them; title is missing."
      })
  void aFileWithoutItsColumnsIsRefused(String header, String sentence) {
    Answer answer = upload(header);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).isEqualTo(sentence);
  }

  @Test
  void aFileThatIsNoUtf8OrNoCsvByItsNameIsRefused() {
    byte[] latin1 =
        "title,format,issues_remaining\nAstérix,BD,1".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(reader.upload(PATH, "pile.csv", latin1).status()).isEqualTo(400);
    assertThat(reader.upload(PATH, "pile.xlsx", new byte[0]).detail())
        .isEqualTo("The file must be a CSV file named *.csv.");
    assertThat(reader.post(PATH).status()).isIn(415, 422);
  }

  @Test
  void tenThousandRowsAreImportedAsOneActionAndNotOneMore() {
    String rows = "Comic,Comic,1\n".repeat(CsvFile.MOST_ROWS);
    Answer answer = upload("title,format,issues_remaining\n" + rows);

    assertThat(answer.json().path("imported").asInt()).isEqualTo(CsvFile.MOST_ROWS);
    assertThat(streams.read(idOf(reader), 1)).allMatch(e -> e.actionVersion() == 20);
    assertThat(stored()).extracting(ThreadFacts::id).doesNotHaveDuplicates();
    assertThat(upload("title,format,issues_remaining\n" + rows + "Comic,Comic,1\n").status())
        .isEqualTo(413);
    assertThat(reader.post("/api/undo").status()).isEqualTo(200);
  }

  @Test
  void aFileBeyondFiveMebibytesIsTooLarge() {
    assertThat(reader.upload(PATH, "pile.csv", new byte[5 * 1024 * 1024 + 1]).status())
        .isEqualTo(413);
  }

  @Test
  @Timeout(60) // it would be far longer
  void aNameOfAColumnThatHasNoEndKeepsNobodyWaiting() {
    Answer answer =
        upload(
            "title,format,issues_remaining,%s\nSaga,Comic,6,x".formatted("\u0130".repeat(500_000)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("imported").asInt()).isEqualTo(1);
  }
}

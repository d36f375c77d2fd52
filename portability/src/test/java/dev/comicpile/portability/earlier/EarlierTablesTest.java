package dev.comicpile.portability.earlier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.PileRules;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.PileWorld;
import dev.comicpile.portability.format.Archive;
import dev.comicpile.portability.format.Archive.ArchivedReader;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.web.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of the earlier Comic Pile are facts: they are entered as they can be, and named. */
class EarlierTablesTest {

  private static final Instant NOW = Instant.parse("2025-06-01T12:00:00Z");

  private static final String USER = "{'id':1,'username':'ada','created_at':'2024-01-01T00:00:00'}";

  @TempDir Path directory;

  private Archive read(String users, String threads, String sessions, String events) {
    Path file = directory.resolve("earlier.json");
    String json =
        "{'users':[%s],'threads':[%s],'sessions':[%s],'events':[%s]}"
            .formatted(users, threads, sessions, events)
            .replace('\'', '"');
    try {
      Files.writeString(file, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    EarlierReaders readers = new EarlierReaders(NOW, name -> name.toLowerCase(Locale.ROOT));
    readers.read(file);
    return readers.convert(PileRules.DEFAULTS);
  }

  private static ThreadFacts thread(Archive readers, long id) {
    PileWorld world = new PileWorld(new Random(1));
    readers.forEach((reader, events) -> events.forEach(world::append));
    return world.pile().contents().thread(new ThreadId(id)).orElseThrow();
  }

  private static String threadRow(String column, String value) {
    StringBuilder row = new StringBuilder("{'id':7");
    for (String[] cell :
        new String[][] {
          {"title", "'Saga'"},
          {"format", "'Comic'"},
          {"issues_remaining", "3"},
          {"queue_position", "1"},
          {"created_at", "'2024-01-02T00:00:00'"}
        }) {
      if (!cell[0].equals(column)) {
        row.append(",'").append(cell[0]).append("':").append(cell[1]);
      }
    }
    return value.isEmpty() ? row + "}" : row + ",'" + column + "':" + value + "}";
  }

  @Test
  void negativeIssuesAreNoneAndTheThreadIsCompleted() {
    Archive readers = read(USER, threadRow("issues_remaining", "-3"), "", "");

    ThreadFacts saga = thread(readers, 7);
    assertThat(saga.issuesRemaining()).isZero();
    assertThat(saga.completed()).isTrue();
    assertThat(readers.notCarriedOver())
        .extracting(Remark::text)
        .containsExactly(
            "Thread 7 (Saga): issues_remaining is -3 and must be 0 or more; 0 is entered.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "title|''|Thread 7: title is missing; a title made of its id is entered.",
        "title|' Bone'|Thread 7: title is ' Bone' and must not contain control characters or begin"
            + " or end with a space; 'Bone' is entered.",
        "format|none|Thread 7 (Saga): format is missing; Comic is entered.",
        "format|'  '|Thread 7 (Saga): format is '  ' and must not be blank; Comic is entered.",
        "issues_remaining|'three'|Thread 7 (Saga): issues_remaining is 'three' and must be a whole"
            + " number; 0 is entered.",
        "issues_remaining|2.5|Thread 7 (Saga): issues_remaining is 2.5 and must be a whole number;"
            + " 0 is entered.",
        "issues_remaining|5000000000|Thread 7 (Saga): issues_remaining is 5000000000 and must be at"
            + " most 2147483647; 2147483647 is entered.",
        "last_rating|4.4|Thread 7 (Saga): last_rating is 4.4 and must be 0.5 to 5.0 in steps of"
            + " 0.5; 4.5 is entered.",
        "last_rating|6.0|Thread 7 (Saga): last_rating is 6.0 and must be 0.5 to 5.0 in steps of"
            + " 0.5; 5.0 is entered.",
        "last_rating|{}|Thread 7 (Saga): last_rating is {} and must be a number; nothing is"
            + " entered.",
        "last_activity_at|'2126-01-01T00:00:00'|Thread 7 (Saga): last_activity_at is"
            + " '2126-01-01T00:00:00' and must be a time from 1970 to now; nothing is entered.",
        "last_review_at|'soon'|Thread 7 (Saga): last_review_at is 'soon' and must be a time such as"
            + " 2026-03-01T20:15:30Z; nothing is entered.",
        "review_url|'javascript:alert(1)'|Thread 7 (Saga): review_url is 'javascript:alert(1)' and"
            + " must be an absolute http or https address; nothing is entered.",
        "user_id|-1|Thread 7 (Saga): user_id is -1 and must be 1 to 4503599627370496; nothing is"
            + " entered.",
        "created_at|'0001-01-01T00:00:00'|Thread 7 (Saga): created_at is '0001-01-01T00:00:00' and"
            + " must be a time from 1970 to now; what is known first of it is entered.",
      })
  void whatAThreadCannotHoldIsEnteredOtherwiseAndNamed(
      String column, String value, String sentence) {
    Archive readers = read(USER, threadRow(column, value == null ? "" : value), "", "");

    assertThat(readers.notCarriedOver()).extracting(Remark::text).contains(sentence);
    assertThat(thread(readers, 7).title()).isNotBlank();
  }

  @Test
  void wholeValuesAreWholeNumbers() {
    Archive readers = read(USER, threadRow("issues_remaining", "5.0"), "", "");

    assertThat(thread(readers, 7).issuesRemaining()).isEqualTo(5);
    assertThat(readers.notCarriedOver()).isEmpty();
  }

  @Test
  void aTitleIsCutToWhatItMayHold() {
    Archive readers = read(USER, threadRow("title", "'" + "x".repeat(201) + "'"), "", "");

    assertThat(thread(readers, 7).title()).isEqualTo("x".repeat(200));
    assertThat(readers.notCarriedOver()).hasSize(1);
  }

  @Test
  void namesAreThoseThatOneCanLogInWith() {
    Archive readers =
        read(
            "{'id':1,'username':' ada '},{'id':2,'username':'ADA'},{'id':3},"
                + "{'id':4,'username':'bo\\u200bb','created_at':'2024-01-01'},"
                + "{'id':4,'username':'carl'}",
            "",
            "",
            "");

    assertThat(readers.readers().stream().map(ArchivedReader::username))
        .containsExactly("ada", "ADA 2", "Reader 3", "bob");
    assertThat(readers.notCarriedOver())
        .extracting(Remark::text)
        .contains(
            "User 1: username is ' ada ' and must not contain control characters or begin or end"
                + " with a space; 'ada' is entered.",
            "User 2 has the name of another user, 'ADA'; 'ADA 2' is entered.",
            "User 4 is there twice; the first row is entered.");
  }

  @Test
  void whatEventsCannotHoldIsEnteredOtherwiseAndNamed() {
    Archive readers =
        read(
            USER,
            threadRow("", ""),
            "{'id':5,'started_at':'2024-02-01T10:00:00','ended_at':'2024-02-01T09:00:00',"
                + "'start_die':7,'user_id':1}",
            "{'id':1,'type':'roll','timestamp':'2024-02-01T10:05:00','die':6,'result':99,"
                + "'selection_method':'magic','thread_id':7,'session_id':5},"
                + "{'id':2,'type':'rate','timestamp':'2126-01-01T00:00:00','die':5,'rating':6.0,"
                + "'issues_read':0,'queue_move':'up','thread_id':7,'session_id':5}");

    assertThat(readers.notCarriedOver())
        .extracting(Remark::text)
        .containsExactly(
            "Session 5: start_die is 7 and must be a die of the ladder (4, 6, 8, 10, 12, 20); the"
                + " usual start die is entered.",
            "Event 1 (roll): result is 99 and must be at most 20; nothing is entered.",
            "Event 1 (roll): selection_method is 'magic' and must be random, override or"
                + " set_pending; override is entered.",
            "Event 2 (rate): timestamp is '2126-01-01T00:00:00' and must be a time from 1970 to"
                + " now; the time of the event before it is entered.",
            "Event 2 (rate): die is 5 and must be a die of the ladder (4, 6, 8, 10, 12, 20); the die"
                + " that lay there is entered.",
            "Event 2 (rate): rating is 6.0 and must be 0.5 to 5.0 in steps of 0.5; 5.0 is entered.",
            "Event 2 (rate): issues_read is 0 and must be 1 or more; 1 is entered.",
            "Event 2 (rate): queue_move is 'up' and must be front or back; the move that follows"
                + " from the rating is entered.",
            "ada: Session 5 is said to have ended at 2024-02-01T09:00:00Z, before its last event at"
                + " 2024-02-01T10:05:00Z, which is entered.");
  }

  @Test
  void rowsThatAreNoneAreLeftOutAndNamed() {
    Archive readers = read(USER, "7,{'title':'Saga'},{'id':'x'}", "{'id':9}", "null");

    assertThat(readers.notCarriedOver())
        .extracting(Remark::text)
        .containsExactly(
            "Row 1 of threads is no object, so it is left out.",
            "Row 2 of threads has no id, so it is left out.",
            "Row 3 of threads: id is 'x' and must be 1 to 4503599627370496; nothing is entered.",
            "Row 3 of threads has no id, so it is left out.",
            "Session 9: started_at is missing; its first event is entered.",
            "Session 9: start_die is missing; the usual start die is entered.",
            "Row 1 of events is no object, so it is left out.",
            "Session 9 has no time and no event, so it is left out.");
  }

  @Test
  void aFileWithoutTheTablesIsNoExport() throws IOException {
    Path file = Files.writeString(directory.resolve("other.json"), "{\"users\":[]}");

    assertThatThrownBy(() -> new EarlierReaders(NOW, name -> name).read(file))
        .isInstanceOf(BadInputException.class);
  }
}

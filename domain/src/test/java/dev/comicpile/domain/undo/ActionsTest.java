package dev.comicpile.domain.undo;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Events.TOMORROW;
import static dev.comicpile.domain.Events.TONIGHT;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.at;
import static dev.comicpile.domain.Events.cleared;
import static dev.comicpile.domain.Events.deleted;
import static dev.comicpile.domain.Events.dieSet;
import static dev.comicpile.domain.Events.edited;
import static dev.comicpile.domain.Events.imported;
import static dev.comicpile.domain.Events.in;
import static dev.comicpile.domain.Events.manualDieCleared;
import static dev.comicpile.domain.Events.moved;
import static dev.comicpile.domain.Events.overridden;
import static dev.comicpile.domain.Events.rated;
import static dev.comicpile.domain.Events.reactivated;
import static dev.comicpile.domain.Events.read;
import static dev.comicpile.domain.Events.rolled;
import static dev.comicpile.domain.Events.sessionEnded;
import static dev.comicpile.domain.Events.sessionStarted;
import static dev.comicpile.domain.Events.setAsPending;
import static dev.comicpile.domain.Events.skipped;
import static dev.comicpile.domain.Events.snoozed;
import static dev.comicpile.domain.Events.unsnoozed;
import static dev.comicpile.domain.ExampleThread.thread;
import static dev.comicpile.domain.Scenario.EVENING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.QueueEnd;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.UndoEvent.ActionsRedone;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.PileRestored;
import dev.comicpile.api.event.UndoEvent.ReversalContinued;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.api.view.ActionView;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ActionsTest {

  private static final Difference NOTHING =
      new Difference(List.of(), List.of(), List.of(), List.of(), List.of());
  private static final List<VersionRange> TWO_RANGES =
      List.of(new VersionRange(2, 2), new VersionRange(4, 5));

  /** The numbers that these words hold, by name. */
  private static final Map<String, Map<String, Number>> NUMBERS =
      Map.ofEntries(
          Map.entry("Imported 1 thread", Map.of("count", 1)),
          Map.entry("Reactivated Saga with 2 issues", Map.of("issues", 2)),
          Map.entry("Moved Saga from 3 to 1", Map.of("from", 3, "to", 1)),
          Map.entry("Cleared the queue of 2 threads", Map.of("count", 2)),
          Map.entry("Started a session with d8", Map.of("die", 8)),
          Map.entry("Rolled 1 on d6: Saga", Map.of("die", 6, "result", 1)),
          Map.entry("Rated Saga 4.5/5.0 after 1 issue", Map.of("rating", 4.5, "issues", 1)),
          Map.entry("Read 2 issues of Saga", Map.of("issues", 2)),
          Map.entry("Set the die to d20", Map.of("die", 20)),
          Map.entry("Cleared the manual die, back to d6", Map.of("die", 6)),
          Map.entry("Undid version 5", Map.of("version", 5L)),
          Map.entry("Redid version 5", Map.of("version", 5L)),
          Map.entry("Restored the pile to version 3", Map.of("version", 3L)));

  /** An event, what an action of it alone is called, and the comic and the session it is about. */
  static Stream<Arguments> words() {
    return Stream.of(
        arguments(added(SAGA, 5), "Added Saga", SAGA.id(), null),
        arguments(imported(thread(SAGA)), "Imported 1 thread", null, null),
        arguments(
            edited(thread(SAGA), 1, "title", "issues_remaining"),
            "Edited Saga: title, issues remaining",
            SAGA.id(),
            null),
        arguments(reactivated(SAGA, 2, "0"), "Reactivated Saga with 2 issues", SAGA.id(), null),
        arguments(deleted(SAGA, 1), "Deleted Saga", SAGA.id(), null),
        arguments(moved(SAGA, 3, 1, "-1"), "Moved Saga from 3 to 1", SAGA.id(), null),
        arguments(cleared(SAGA, BONE), "Cleared the queue of 2 threads", null, null),
        arguments(sessionStarted(Die.D8), "Started a session with d8", null, TONIGHT),
        arguments(
            sessionEnded(SessionEnded.Reason.READER, EVENING), "Ended the session", null, TONIGHT),
        arguments(
            sessionEnded(SessionEnded.Reason.IDLE, EVENING),
            "An idle session ended",
            null,
            TONIGHT),
        arguments(rolled(SAGA), "Rolled 1 on d6: Saga", SAGA.id(), TONIGHT),
        arguments(overridden(SAGA, Die.D6, 1), "Chose Saga", SAGA.id(), TONIGHT),
        arguments(setAsPending(SAGA, Die.D6, 1), "Set as pending: Saga", SAGA.id(), TONIGHT),
        arguments(skipped(SAGA), "Skipped Saga", SAGA.id(), TONIGHT),
        arguments(
            rated(SAGA, 4.5, 4, Die.D6, Die.D4, QueueEnd.FRONT, "0"),
            "Rated Saga 4.5/5.0 after 1 issue",
            SAGA.id(),
            TONIGHT),
        arguments(read(SAGA, 2, 3), "Read 2 issues of Saga", SAGA.id(), TONIGHT),
        arguments(snoozed(SAGA, Die.D6, Die.D8), "Snoozed Saga", SAGA.id(), TONIGHT),
        arguments(in(TOMORROW, unsnoozed(SAGA)), "Unsnoozed Saga", SAGA.id(), TOMORROW),
        arguments(dieSet(Die.D6, Die.D20), "Set the die to d20", null, TONIGHT),
        arguments(
            manualDieCleared(Die.D20, Die.D6), "Cleared the manual die, back to d6", null, TONIGHT),
        arguments(
            new ActionsUndone(TONIGHT, TWO_RANGES, List.of(), NOTHING, true, EVENING),
            "Undid version 5",
            null,
            TONIGHT),
        arguments(
            new ActionsRedone(null, List.of(), TWO_RANGES, NOTHING, true, EVENING),
            "Redid version 5",
            null,
            null),
        arguments(
            new PileRestored(3, TONIGHT, TWO_RANGES, List.of(), NOTHING, true, EVENING),
            "Restored the pile to version 3",
            null,
            TONIGHT),
        arguments(
            new ReversalContinued(ActionType.UNDO, NOTHING, true, EVENING),
            "Continued",
            null,
            null));
  }

  @ParameterizedTest
  @MethodSource("words")
  void anActionIsPutIntoWords(
      PileEvent event, String words, @Nullable ThreadId threadId, @Nullable SessionId sessionId) {
    String title = threadId == null ? null : SAGA.title();

    assertThat(Actions.describe(event.type(), 9, List.of(event), false))
        .isEqualTo(
            new ActionView(
                9,
                event.type().toString(),
                words,
                EVENING,
                sessionId,
                threadId,
                title,
                false,
                NUMBERS.getOrDefault(words, Map.of())));
    assertThat(Actions.sessionId(event)).isEqualTo(sessionId);
    assertThat(Actions.threadId(event)).isEqualTo(threadId);
    assertThat(Actions.threadTitle(event)).isEqualTo(title);
  }

  @Test
  void theKindsOfActionHaveTheWordsOfTheContract() {
    assertThat(ActionType.values())
        .extracting(ActionType::toString)
        .containsExactlyInAnyOrder(
            "add",
            "edit",
            "delete",
            "reactivate",
            "import",
            "move",
            "clear_queue",
            "roll",
            "rate",
            "read",
            "snooze",
            "unsnooze",
            "set_die",
            "clear_die",
            "session_start",
            "session_end",
            "rolled_but_skipped",
            "undo",
            "redo",
            "restore");
  }

  private static ActionView described(ActionType action, PileEvent... events) {
    return Actions.describe(action, 9, List.of(events), true);
  }

  @Test
  void ofSeveralEventsTheOneOfTheActionsKindSpeaks() {
    ActionView roll =
        described(ActionType.ROLL, sessionStarted(Die.D6), skipped(BONE), rolled(SAGA));

    assertThat(roll.description()).isEqualTo("Rolled 1 on d6: Saga");
    assertThat(roll.type()).isEqualTo("roll");
    assertThat(roll.undone()).isTrue();
  }

  @Test
  void whereNoneIsOfItsKindTheLastOneSpeaks() {
    ActionView view =
        described(
            ActionType.ROLL,
            sessionEnded(SessionEnded.Reason.IDLE, EVENING),
            at(EVENING.plusSeconds(1), in(TOMORROW, sessionStarted(Die.D6))));

    assertThat(view.description()).isEqualTo("Started a session with d6");
    assertThat(view.sessionId()).isEqualTo(TOMORROW);
    assertThat(view.at()).isEqualTo(EVENING.plusSeconds(1));
  }

  @Test
  void manyEditsAreCounted() {
    ActionView edits =
        described(
            ActionType.EDIT, edited(thread(SAGA), 1, "notes"), edited(thread(BONE), 2, "notes"));

    assertThat(edits.description()).isEqualTo("Edited 2 threads");
    assertThat(edits.values()).isEqualTo(Map.of("count", 2));
    assertThat(edits.threadId()).isNull();
    assertThat(edits.threadTitle()).isNull();
  }

  @Test
  void manyDeletionsAreCounted() {
    assertThat(described(ActionType.DELETE, deleted(SAGA, 1), deleted(BONE, 1)).description())
        .isEqualTo("Deleted 2 threads");
  }

  @Test
  void anImportOfSeveralEventsIsCountedInAll() {
    assertThat(
            described(
                    ActionType.IMPORT, imported(thread(SAGA), thread(BONE)), imported(thread(MAUS)))
                .description())
        .isEqualTo("Imported 3 threads");
  }

  @Test
  void anImportInPlaceOfOthersCountsThemToo() {
    assertThat(
            described(
                    ActionType.IMPORT,
                    sessionEnded(SessionEnded.Reason.READER, EVENING),
                    cleared(SAGA, BONE),
                    deleted(MAUS, 0),
                    imported(thread(SAGA)))
                .description())
        .isEqualTo("Imported 1 thread in place of 3");
  }

  @Test
  void oneUnsnoozedThreadIsNamedAndOfSeveralNone() {
    assertThat(described(ActionType.UNSNOOZE, unsnoozed(SAGA)).threadTitle()).isEqualTo("Saga");
    assertThat(described(ActionType.UNSNOOZE, unsnoozed(SAGA), unsnoozed(BONE)).threadTitle())
        .isNull();
  }
}

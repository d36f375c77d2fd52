package dev.comicpile.command.pile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Notes;
import dev.comicpile.api.Rating;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.ReviewUrl;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.ChooseThread;
import dev.comicpile.api.command.DiceCommand.ClearManualDie;
import dev.comicpile.api.command.DiceCommand.MarkRead;
import dev.comicpile.api.command.DiceCommand.RateThread;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.DiceCommand.SetDie;
import dev.comicpile.api.command.DiceCommand.SnoozeThread;
import dev.comicpile.api.command.DiceCommand.UnsnoozeThread;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.command.QueueCommand.ClearQueue;
import dev.comicpile.api.command.QueueCommand.MoveThread;
import dev.comicpile.api.command.SessionCommand.EndSession;
import dev.comicpile.api.command.SessionCommand.StartSession;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.DeleteTestThreads;
import dev.comicpile.api.command.ThreadCommand.DeleteThread;
import dev.comicpile.api.command.ThreadCommand.EditThread;
import dev.comicpile.api.command.ThreadCommand.ImportReviews;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.api.command.ThreadCommand.ReactivateThread;
import dev.comicpile.api.command.ThreadCommand.ReplaceThreads;
import dev.comicpile.api.command.UndoCommand.RedoAction;
import dev.comicpile.api.command.UndoCommand.RestoreSessionStart;
import dev.comicpile.api.command.UndoCommand.RestoreSnapshot;
import dev.comicpile.api.command.UndoCommand.RestoreVersion;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.problem.PileProblem;
import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.web.FieldProblem;
import dev.comicpile.web.WriteConditions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/** What goes from one process to another arrives as it was sent. */
@CommandServiceTest
class WireIT {

  @Autowired
  @Qualifier("messageSerializer")
  Serializer serializer;

  private static final ThreadId THREAD = new ThreadId(1);
  private static final ReaderId READER = new ReaderId(7);

  /** One of each kind. */
  static final List<PileCommand<?>> COMMANDS =
      List.of(
          new RollDie(READER),
          new ChooseThread(READER, THREAD, SelectionMethod.OVERRIDE),
          new RateThread(READER, new Rating(4.5), new Issues(1), true, null),
          new MarkRead(READER, new Issues(2), null),
          new SnoozeThread(READER, null),
          new UnsnoozeThread(READER, null),
          new SetDie(READER, 20),
          new ClearManualDie(READER),
          new MoveThread(READER, THREAD, MoveThread.BACK),
          new ClearQueue(READER),
          new StartSession(READER, 8),
          new EndSession(READER),
          new AddThread(READER, new Title("Saga"), new Format("Comic"), new Issues(3), null, false),
          new EditThread(
              READER, THREAD, null, new Format("Trade"), new Issues(0), new Notes(""), true, null),
          new DeleteThread(READER, THREAD),
          new ReactivateThread(READER, THREAD, new Issues(5)),
          new ImportThreads(
              READER,
              List.of(
                  new ImportThreads.Row(new Title("Saga"), new Format("Comic"), new Issues(3)))),
          new ReplaceThreads(
              READER,
              List.of(
                  new ImportThreads.Row(new Title("Saga"), new Format("Comic"), new Issues(3)))),
          new ImportReviews(
              READER,
              List.of(
                  new ImportReviews.Review(
                      THREAD,
                      new ReviewUrl("https://example.com/r"),
                      Instant.parse("2026-01-01T00:00:00.123456Z")))),
          new DeleteTestThreads(READER),
          new UndoAction(READER, null),
          new RedoAction(READER, null),
          new RestoreSnapshot(READER, new SessionId(1), 2),
          new RestoreSessionStart(READER, new SessionId(1)),
          new RestoreVersion(READER, 2));

  private Object sent(Object message) {
    return serializer.deserialize(serializer.serialize(message, byte[].class));
  }

  private static Stream<Class<?>> leaves(Class<?> sealed) {
    return sealed.isSealed()
        ? Arrays.stream(sealed.getPermittedSubclasses()).flatMap(WireIT::leaves)
        : Stream.of(sealed);
  }

  @Test
  void everyCommandArrivesAsItWasSent() {
    for (PileCommand<?> command : COMMANDS) {
      assertThat(sent(command)).isEqualTo(command);
    }
    Set<Class<?>> tried = COMMANDS.stream().map(Object::getClass).collect(Collectors.toSet());
    assertThat(leaves(PileCommand.class)).containsExactlyInAnyOrderElementsOf(tried);
  }

  @Test
  void aCommandNamesItsReaderByATextAsItAlwaysHas() {
    assertThat(serializer.serialize(new RollDie(READER), String.class).getData())
        .isEqualTo("{\"readerId\":\"7\"}");
  }

  @Test
  void theConditionsOfACommandArriveAsTheyWereSent() {
    for (WriteConditions conditions :
        List.of(
            WriteConditions.NONE,
            new WriteConditions(new WriteConditions.Key(READER, "key", "fingerprint"), 12L))) {
      assertThat(sent(conditions)).isEqualTo(conditions);
    }
  }

  @Test
  void everyFailureArrivesAsItWasSent() {
    List<CommandFailure> failures =
        List.of(
            CommandFailure.Refused.by(new PileProblem.ThreadNotFound(THREAD)),
            new CommandFailure.BadInput(
                List.of(new FieldProblem("header.Idempotency-Key", "is used", "not_allowed"))),
            new CommandFailure.Conflict("taken"),
            new CommandFailure.Busy("busy"),
            new CommandFailure.TooMuch("too much", 1_500),
            new CommandFailure.Unreachable("away"),
            new CommandFailure.Unreadable("damaged"));
    for (CommandFailure failure : failures) {
      assertThat(sent(failure)).isEqualTo(failure);
    }
    assertThat(leaves(CommandFailure.class)).hasSize(failures.size());
  }
}

package dev.comicpile.domain;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
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
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.domain.pile.RecordedEvent;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws commands as a restless reader would send them, sensible ones and others. */
public final class RandomPlay {

  private static final int[] SIDES = {4, 6, 8, 10, 12, 20, 7};

  private final PileWorld world;
  private final ReaderId reader;
  private final RandomGenerator random;
  private boolean marksTests = true;

  public RandomPlay(PileWorld world, RandomGenerator random) {
    this.world = world;
    this.reader = world.pile().readerId();
    this.random = random;
  }

  /** From now on, no thread that is added is marked as a test. */
  public RandomPlay withoutTestData() {
    marksTests = false;
    return this;
  }

  public PileCommand<?> next() {
    int draw = random.nextInt(100);
    if (draw < 12) {
      return new AddThread(
          reader,
          new Title("Thread " + draw),
          new Format("Comic"),
          new Issues(random.nextInt(6)),
          null,
          random.nextInt(6) == 0 && marksTests);
    } else if (draw < 30) {
      return new RollDie(reader);
    } else if (draw < 46) {
      return new RateThread(
          reader,
          new Rating((1 + random.nextInt(10)) / 2.0),
          new Issues(1 + random.nextInt(2)),
          random.nextInt(8) == 0,
          null);
    } else if (draw < 52) {
      return new SnoozeThread(reader, null);
    } else if (draw < 55) {
      return new UnsnoozeThread(reader, random.nextInt(4) == 0 ? null : anyThread());
    } else if (draw < 60) {
      return new ChooseThread(
          reader,
          anyThread(),
          random.nextBoolean() ? SelectionMethod.OVERRIDE : SelectionMethod.SET_PENDING);
    } else if (draw < 63) {
      return new MarkRead(reader, new Issues(1 + random.nextInt(2)), null);
    } else if (draw < 66) {
      return new SetDie(reader, SIDES[random.nextInt(SIDES.length)]);
    } else if (draw < 68) {
      return new ClearManualDie(reader);
    } else if (draw < 74) {
      return new MoveThread(reader, anyThread(), 1 + random.nextInt(12));
    } else if (draw < 77) {
      return new EditThread(
          reader,
          anyThread(),
          new Title("Renamed " + draw),
          null,
          new Issues(random.nextInt(4)),
          null,
          null,
          null);
    } else if (draw < 79) {
      return new DeleteThread(reader, anyThread());
    } else if (draw < 81) {
      return new ReactivateThread(reader, anyThread(), new Issues(1 + random.nextInt(5)));
    } else if (draw < 82) {
      return anyImport();
    } else if (draw < 83) {
      return random.nextInt(4) == 0 ? new ClearQueue(reader) : new StartSession(reader, 8);
    } else if (draw < 85) {
      return new EndSession(reader);
    } else if (draw < 92) {
      return new UndoAction(reader, null);
    } else if (draw < 96) {
      return new RedoAction(reader, null);
    } else {
      return restore();
    }
  }

  private PileCommand<?> anyImport() {
    List<ImportThreads.Row> rows =
        List.of(
            new ImportThreads.Row(
                new Title("Imported"), new Format("Trade"), new Issues(random.nextInt(3))),
            new ImportThreads.Row(new Title("Imported too"), new Format("Trade"), new Issues(2)));
    return switch (random.nextInt(6)) {
      case 0 -> new ReplaceThreads(reader, rows);
      case 1 -> new DeleteTestThreads(reader);
      case 2 ->
          new ImportReviews(
              reader,
              List.of(
                  new ImportReviews.Review(
                      anyThread(), new ReviewUrl("https://example.org/1"), Instant.EPOCH),
                  new ImportReviews.Review(
                      anyThread(), new ReviewUrl("https://example.org/2"), Instant.EPOCH)));
      default -> new ImportThreads(reader, rows);
    };
  }

  private PileCommand<?> restore() {
    if (random.nextInt(3) == 0) {
      return new RestoreVersion(reader, random.nextInt(world.stream().size() + 2));
    }
    List<RecordedEvent> points =
        world.stream().stream()
            .filter(e -> e.event() instanceof SessionStarted || e.event() instanceof ThreadRated)
            .toList();
    if (points.isEmpty()) {
      return new RestoreSessionStart(reader, new SessionId(1));
    }
    RecordedEvent point = points.get(random.nextInt(points.size()));
    return switch (point.event()) {
      case SessionStarted e -> new RestoreSessionStart(reader, e.sessionId());
      case ThreadRated e -> new RestoreSnapshot(reader, e.sessionId(), point.version());
      default -> throw new IllegalStateException();
    };
  }

  private ThreadId anyThread() {
    List<ThreadId> ids = List.copyOf(world.pile().contents().threads().keySet());
    return ids.isEmpty() || random.nextInt(20) == 0
        ? new ThreadId(999)
        : ids.get(random.nextInt(ids.size()));
  }
}

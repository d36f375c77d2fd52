package dev.comicpile.domain;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Notes;
import dev.comicpile.api.Rating;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.ReviewUrl;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.SessionId;
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
import java.time.Instant;
import java.util.List;

/** What a reader asks of the pile, in the words of the examples. */
public final class Commands {

  private static final ReaderId READER = PileWorld.READER;

  private Commands() {}

  public static PileCommand<?> add(Comic comic, int issues) {
    return new AddThread(
        READER, new Title(comic.title()), new Format("Comic"), new Issues(issues), null, false);
  }

  public static PileCommand<?> addWithNotes(Comic comic, String notes) {
    return new AddThread(
        READER,
        new Title(comic.title()),
        new Format("Comic"),
        new Issues(5),
        new Notes(notes),
        false);
  }

  public static PileCommand<?> addTest(Comic comic) {
    return new AddThread(
        READER, new Title(comic.title()), new Format("Comic"), new Issues(5), null, true);
  }

  public static PileCommand<?> retitle(Comic comic, String title) {
    return new EditThread(READER, comic.id(), new Title(title), null, null, null, null, null);
  }

  public static PileCommand<?> changeFormat(Comic comic, String format) {
    return new EditThread(READER, comic.id(), null, new Format(format), null, null, null, null);
  }

  public static PileCommand<?> setIssues(Comic comic, int issues) {
    return new EditThread(READER, comic.id(), null, null, new Issues(issues), null, null, null);
  }

  public static PileCommand<?> note(Comic comic, String notes) {
    return new EditThread(READER, comic.id(), null, null, null, new Notes(notes), null, null);
  }

  public static PileCommand<?> markAsTest(Comic comic, boolean isTest) {
    return new EditThread(READER, comic.id(), null, null, null, null, isTest, null);
  }

  public static PileCommand<?> review(Comic comic, String url) {
    return new EditThread(READER, comic.id(), null, null, null, null, null, new ReviewUrl(url));
  }

  public static PileCommand<?> editEverything(
      Comic comic, String title, String format, int issues, String notes, String url) {
    return new EditThread(
        READER,
        comic.id(),
        new Title(title),
        new Format(format),
        new Issues(issues),
        new Notes(notes),
        true,
        new ReviewUrl(url));
  }

  public static PileCommand<?> delete(Comic comic) {
    return new DeleteThread(READER, comic.id());
  }

  public static PileCommand<?> deleteTestThreads() {
    return new DeleteTestThreads(READER);
  }

  public static PileCommand<?> reactivate(Comic comic, int issues) {
    return new ReactivateThread(READER, comic.id(), new Issues(issues));
  }

  public static ImportThreads.Row row(Comic comic, int issues) {
    return new ImportThreads.Row(new Title(comic.title()), new Format("Comic"), new Issues(issues));
  }

  public static PileCommand<?> importThreads(ImportThreads.Row... rows) {
    return new ImportThreads(READER, List.of(rows));
  }

  public static PileCommand<?> replaceThreads(ImportThreads.Row... rows) {
    return new ReplaceThreads(READER, List.of(rows));
  }

  public static ImportReviews.Review reviewOf(Comic comic, String url, Instant at) {
    return new ImportReviews.Review(comic.id(), new ReviewUrl(url), at);
  }

  public static PileCommand<?> importReviews(ImportReviews.Review... reviews) {
    return new ImportReviews(READER, List.of(reviews));
  }

  public static PileCommand<?> move(Comic comic, int position) {
    return new MoveThread(READER, comic.id(), position);
  }

  public static PileCommand<?> moveToFront(Comic comic) {
    return move(comic, MoveThread.FRONT);
  }

  public static PileCommand<?> moveToBack(Comic comic) {
    return move(comic, MoveThread.BACK);
  }

  public static PileCommand<?> clearQueue() {
    return new ClearQueue(READER);
  }

  public static PileCommand<?> roll() {
    return new RollDie(READER);
  }

  public static PileCommand<?> override(Comic comic) {
    return new ChooseThread(READER, comic.id(), SelectionMethod.OVERRIDE);
  }

  public static PileCommand<?> setPending(Comic comic) {
    return new ChooseThread(READER, comic.id(), SelectionMethod.SET_PENDING);
  }

  /** One issue was read, and this is how it was. */
  public static PileCommand<?> rate(double rating) {
    return rate(rating, 1);
  }

  public static PileCommand<?> rate(double rating, int issuesRead) {
    return new RateThread(READER, new Rating(rating), new Issues(issuesRead), false, null);
  }

  public static PileCommand<?> rateAndFinish(double rating) {
    return new RateThread(READER, new Rating(rating), new Issues(1), true, null);
  }

  public static PileCommand<?> markRead(int issues) {
    return new MarkRead(READER, new Issues(issues), null);
  }

  /** Whichever thread is pending, this is the one that is meant. */
  public static PileCommand<?> rate(double rating, Comic meant) {
    return new RateThread(READER, new Rating(rating), new Issues(1), false, meant.id());
  }

  public static PileCommand<?> markRead(int issues, Comic meant) {
    return new MarkRead(READER, new Issues(issues), meant.id());
  }

  public static PileCommand<?> snooze(Comic meant) {
    return new SnoozeThread(READER, meant.id());
  }

  public static PileCommand<?> undo(long version) {
    return new UndoAction(READER, version);
  }

  public static PileCommand<?> redo(long version) {
    return new RedoAction(READER, version);
  }

  public static PileCommand<?> snooze() {
    return new SnoozeThread(READER, null);
  }

  public static PileCommand<?> unsnooze(Comic comic) {
    return new UnsnoozeThread(READER, comic.id());
  }

  public static PileCommand<?> unsnoozeAll() {
    return new UnsnoozeThread(READER, null);
  }

  public static PileCommand<?> setDie(int sides) {
    return new SetDie(READER, sides);
  }

  public static PileCommand<?> clearManualDie() {
    return new ClearManualDie(READER);
  }

  public static PileCommand<?> startSession() {
    return new StartSession(READER, null);
  }

  public static PileCommand<?> startSession(int die) {
    return new StartSession(READER, die);
  }

  public static PileCommand<?> endSession() {
    return new EndSession(READER);
  }

  public static PileCommand<?> undo() {
    return new UndoAction(READER, null);
  }

  public static PileCommand<?> redo() {
    return new RedoAction(READER, null);
  }

  public static PileCommand<?> restoreSnapshot(SessionId session, long version) {
    return new RestoreSnapshot(READER, session, version);
  }

  public static PileCommand<?> restoreStart(SessionId session) {
    return new RestoreSessionStart(READER, session);
  }

  public static PileCommand<?> restoreVersion(long version) {
    return new RestoreVersion(READER, version);
  }
}

package dev.comicpile.query.undo;

import dev.comicpile.api.SessionId;
import dev.comicpile.api.view.ActionView;
import dev.comicpile.eventstore.FactsJson;
import dev.comicpile.query.history.RestorePoint;
import dev.comicpile.query.read.PileReads;
import dev.comicpile.query.read.ViewQuery;
import dev.comicpile.query.view.ViewName;
import dev.comicpile.web.Paging;
import dev.comicpile.web.Reader;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/undo")
class UndoReads {

  private static final int DEFAULT_LIMIT = 50;

  private static final String LATEST =
      """
      select e.action || jsonb_build_object('undone', e.undone)
      from views.history_entry e
      where a.wanted and e.reader_id = a.reader_id and e.action is not null
      order by e.version desc limit ? offset ?
      """;

  private final PileReads reads;

  UndoReads(PileReads reads) {
    this.reads = reads;
  }

  /**
   * Actions, newest first, undone ones too.
   *
   * <p>The latest one that is not undone is what undo would take back.
   */
  @GetMapping("/history")
  ResponseEntity<List<ActionView>> listActions(Reader reader, @Valid Paging paging) {
    return reads.ofPile(
        reader,
        ViewQuery.list(
            ViewName.HISTORY,
            LATEST,
            row -> FactsJson.read(row.text(), ActionView.class),
            paging.limitOr(DEFAULT_LIMIT),
            paging.skipped()));
  }

  /**
   * The restore points of a session, newest first.
   *
   * <p>Each is a version to which restoreSnapshot goes back; undone ones are there too, and marked.
   */
  @GetMapping("/{session_id}/snapshots")
  ResponseEntity<List<ActionSnapshot>> listSnapshots(
      Reader reader, @PathVariable("session_id") SessionId sessionId) {
    return reads.ofPart(
        reader,
        RestorePoint.of(sessionId).map(points -> points.stream().map(ActionSnapshot::of).toList()));
  }

  /**
   * A restore point.
   *
   * @param id its version
   * @param eventId the same: the version of the event it stands for
   */
  record ActionSnapshot(
      long id,
      long eventId,
      long sessionId,
      Instant createdAt,
      String description,
      boolean undone) {

    static ActionSnapshot of(RestorePoint point) {
      return new ActionSnapshot(
          point.id(),
          point.id(),
          point.sessionId(),
          point.createdAt(),
          point.description(),
          point.undone());
    }
  }
}

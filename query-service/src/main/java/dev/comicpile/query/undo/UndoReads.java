package dev.comicpile.query.undo;

import dev.comicpile.api.view.ActionView;
import dev.comicpile.query.history.HistoryAction;
import dev.comicpile.query.history.HistoryActions;
import dev.comicpile.query.history.RestorePoint;
import dev.comicpile.query.history.RestorePoints;
import dev.comicpile.query.view.PileReads;
import dev.comicpile.query.view.ViewName;
import dev.comicpile.web.Paging;
import dev.comicpile.web.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/undo")
@Tag(name = "Undo")
class UndoReads {

  private static final int DEFAULT_LIMIT = 50;

  private final PileReads reads;
  private final HistoryActions actions;
  private final RestorePoints restorePoints;

  UndoReads(PileReads reads, HistoryActions actions, RestorePoints restorePoints) {
    this.reads = reads;
    this.actions = actions;
    this.restorePoints = restorePoints;
  }

  @GetMapping("/history")
  @Operation(summary = "Actions, newest first, undone ones too")
  ResponseEntity<List<ActionView>> history(Reader reader, @Valid @ParameterObject Paging paging) {
    return reads.ofPile(
        ViewName.HISTORY,
        reader,
        () ->
            actions.latest(reader.id(), paging.limitOr(DEFAULT_LIMIT), paging.skipped()).stream()
                .map(HistoryAction::view)
                .toList());
  }

  @GetMapping("/{session_id}/snapshots")
  @Operation(summary = "The restore points of a session, newest first")
  ResponseEntity<List<Snapshot>> snapshots(
      Reader reader, @PathVariable("session_id") long sessionId) {
    return reads.ofPile(
        ViewName.HISTORY,
        reader,
        () -> restorePoints.of(reader.id(), sessionId).stream().map(Snapshot::of).toList());
  }

  /**
   * A restore point.
   *
   * @param id its version
   * @param eventId the same: the version of the event it stands for
   */
  record Snapshot(
      long id,
      long eventId,
      long sessionId,
      Instant createdAt,
      String description,
      boolean undone) {

    static Snapshot of(RestorePoint point) {
      return new Snapshot(
          point.version(),
          point.version(),
          point.sessionId(),
          point.createdAt(),
          point.description(),
          point.undone());
    }
  }
}

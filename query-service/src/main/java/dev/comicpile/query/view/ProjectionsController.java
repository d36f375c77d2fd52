package dev.comicpile.query.view;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.RefusedException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The views as the operator sees them. */
@RestController
@RequestMapping("/api/admin/projections")
class ProjectionsController {

  private final Cursors cursors;
  private final Projector projector;
  private final Replays replays;

  ProjectionsController(Cursors cursors, Projector projector, Replays replays) {
    this.cursors = cursors;
    this.projector = projector;
    this.replays = replays;
  }

  /**
   * Every view: position, lag, parked readers and the progress of a replay.
   *
   * <p>For whoever runs the system: a lag that grows, or a parked reader, needs a look.
   */
  @GetMapping
  List<ProjectionState> listProjections() {
    return Arrays.stream(ViewName.values()).map(this::state).toList();
  }

  /**
   * Rebuild a view from the events while it keeps answering.
   *
   * <p>Goes on in the background, reader by reader; listProjections says how far it is. Refused
   * while one of that view is under way.
   */
  @PostMapping("/{name}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ProjectionState replayProjection(@PathVariable("name") String name) {
    ViewName view = view(name);
    if (replays.start(view).isEmpty()) {
      throw new RefusedException(
          HttpStatus.CONFLICT,
          "replay_under_way",
          "A replay of " + view + " is under way already. Please wait until it has finished.");
    }
    return state(view);
  }

  /**
   * Try a parked reader again, from the version that was applied last.
   *
   * <p>Answers how the view stands after it.
   */
  @PostMapping("/{name}/readers/{reader_id}/retry")
  ProjectionState retryParkedReader(
      @PathVariable("name") String name, @PathVariable("reader_id") ReaderId readerId) {
    ViewName view = view(name);
    if (cursors.find(view, readerId).isEmpty()) {
      throw new RefusedException(
          HttpStatus.NOT_FOUND,
          "not_in_projection",
          "Reader " + readerId + " not found in " + view);
    }
    projector.catchUp(view, readerId);
    return state(view);
  }

  private ProjectionState state(ViewName view) {
    Cursors.Totals totals = cursors.totals(view);
    return new ProjectionState(
        view.toString(),
        totals.events(),
        totals.eventsBehind(),
        totals.readers(),
        totals.readersBehind(),
        cursors.parked(view),
        replays.latest(view).orElse(null));
  }

  private static ViewName view(String name) {
    return ViewName.of(name)
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "There is no projection of that name; there are "
                        + String.join(", ", ViewName.all())
                        + "."));
  }

  /**
   * How a view stands.
   *
   * @param name {@code queue}, {@code history} or {@code analytics}
   * @param position events applied, of all readers together
   * @param lag events stored and not applied, those of parked readers included
   * @param readers readers the view knows
   * @param readersBehind readers with events not applied
   * @param parked readers whose next event could not be applied, the first one first
   * @param replay the rebuilding under way, else the latest one; null where there was none
   */
  record ProjectionState(
      String name,
      long position,
      long lag,
      long readers,
      long readersBehind,
      List<Cursors.ParkedReader> parked,
      @Nullable Replay replay) {}
}

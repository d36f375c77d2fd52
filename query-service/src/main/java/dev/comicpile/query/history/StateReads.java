package dev.comicpile.query.history;

import dev.comicpile.api.PileRules;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.view.SessionView;
import dev.comicpile.api.view.ThreadView;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.query.read.PileReads;
import dev.comicpile.query.read.PileReads.Answer;
import dev.comicpile.web.BadInputException;
import dev.comicpile.web.FieldProblem;
import dev.comicpile.web.Reader;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * The pile at any version or moment, by replaying its events. Nothing is written and no view is
 * asked.
 */
@RestController
class StateReads {

  private static final Comparator<ThreadFacts> LATEST_READ_FIRST =
      Comparator.comparing(
              ThreadFacts::lastActivityAt, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(ThreadFacts::id)
          .reversed();

  private final PileReads reads;
  private final PileStreams streams;
  private final PastPiles past;
  private final PileRules rules;
  private final Clock clock;

  StateReads(PileReads reads, PileStreams streams, PastPiles past, PileRules rules, Clock clock) {
    this.reads = reads;
    this.streams = streams;
    this.past = past;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * The pile as it was at a version or a moment, or as it is now.
   *
   * <p>A version is shown exactly, also one inside an action, as the start of a session is when a
   * roll opens it: that is what restoring to it would bring back. At a moment, an action is there
   * as a whole or not at all.
   */
  @GetMapping("/api/history/state")
  ResponseEntity<PastPile> getPastPile(
      Reader reader,
      @RequestParam(required = false) @Min(0) @Nullable Long version,
      @RequestParam(required = false) @Nullable Instant at) {
    if (version != null && at != null) {
      throw new BadInputException(
          new FieldProblem(
              "query.at", "must not be given together with version", FieldProblem.NOT_ALLOWED));
    }
    if (version != null) {
      return atVersion(reader, version);
    }
    PastPile pile =
        at == null
            ? view(reader, past.now(reader.id()), clock.instant())
            : view(reader, past.atMoment(reader.id(), at).wholeActions(), at);
    return reads.ofEvents(reader, pile.version(), new Answer<>(pile, false));
  }

  private ResponseEntity<PastPile> atVersion(Reader reader, long version) {
    if (version > streams.version(reader.id())) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Version " + version + " not found");
    }
    PastPiles.Folded folded = past.atVersion(reader.id(), version);
    PastPile pile = view(reader, folded, folded.lastAt());
    return reads.ofEvents(reader, version, new Answer<>(pile, true));
  }

  /** A pile as it is looked at at a moment, which only an empty one can do without. */
  private PastPile view(Reader reader, PastPiles.Folded pile, @Nullable Instant at) {
    Contents contents = pile.contents();
    List<ThreadView> queue = new ArrayList<>();
    contents
        .queue()
        .threadIds()
        .forEach(id -> queue.add(ThreadView.of(thread(contents, id), queue.size() + 1)));
    List<ThreadView> completed =
        contents.threads().values().stream()
            .filter(ThreadFacts::completed)
            .sorted(LATEST_READ_FIRST)
            .map(thread -> ThreadView.of(thread, 0))
            .toList();
    return new PastPile(pile.version(), at, queue, completed, session(reader, contents, at));
  }

  private static ThreadFacts thread(Contents contents, ThreadId id) {
    return contents.thread(id).orElseThrow();
  }

  private SessionView session(Reader reader, Contents contents, @Nullable Instant at) {
    return contents
        .openSession()
        .filter(session -> session.activeAt(Objects.requireNonNull(at), rules.sessionGap()))
        .map(session -> SessionView.of(session, reader.id(), null, false, contents::view))
        .orElseGet(
            () ->
                SessionView.notStarted(
                    reader.id(),
                    rules.startDie(),
                    contents
                        .openSession()
                        .flatMap(SessionFacts::pendingPick)
                        .map(pick -> SessionView.picked(pick, contents::view))
                        .orElse(null)));
  }

  /**
   * The pile as it was.
   *
   * @param version after which event
   * @param at the moment it is shown at; null before the first event where a version was asked for
   * @param queue the active threads in order
   * @param completed the completed threads, the latest read first
   * @param session the session that went on then, or what the next one would have started as
   */
  record PastPile(
      long version,
      @Nullable Instant at,
      List<ThreadView> queue,
      List<ThreadView> completed,
      SessionView session) {}
}

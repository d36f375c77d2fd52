package dev.comicpile.query.queue;

import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.SessionFacts.Pick;
import dev.comicpile.api.problem.PileProblem.NothingPicked;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.api.view.RollView;
import dev.comicpile.query.session.SessionViews;
import dev.comicpile.query.thread.PlacedThread;
import dev.comicpile.query.thread.PlacedThreads;
import dev.comicpile.query.view.PileReads;
import dev.comicpile.query.view.ViewName;
import dev.comicpile.web.Paging;
import dev.comicpile.web.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class QueueReads {

  private final PileReads reads;
  private final PlacedThreads threads;
  private final SessionViews sessions;

  QueueReads(PileReads reads, PlacedThreads threads, SessionViews sessions) {
    this.reads = reads;
    this.threads = threads;
    this.sessions = sessions;
  }

  @GetMapping("/api/queue")
  @Tag(name = "Queue")
  @Operation(summary = "The queue, and what of it the next roll can pick")
  ResponseEntity<QueueListing> queue(Reader reader, @Valid @ParameterObject Paging paging) {
    return reads.ofMoment(ViewName.QUEUE, reader, () -> listing(reader.id(), paging));
  }

  private QueueListing listing(long readerId, Paging paging) {
    Optional<SessionFacts> session = sessions.active(readerId);
    List<PlacedThread> pool = pool(readerId, session);
    Set<Long> inPool = pool.stream().map(PlacedThread::id).collect(Collectors.toSet());
    Set<Long> snoozed = Set.copyOf(snoozed(session));
    List<QueuedThread> part =
        threads.active(readerId, paging.limitOr(Integer.MAX_VALUE), paging.skipped()).stream()
            .map(
                thread ->
                    new QueuedThread(
                        thread.view(), inPool.contains(thread.id()), snoozed.contains(thread.id())))
            .toList();
    return new QueueListing(dieSize(session), pool.size(), threads.countActive(readerId), part);
  }

  @GetMapping("/api/roll/pool")
  @Tag(name = "Dice")
  @Operation(summary = "The threads the next roll can pick")
  ResponseEntity<RollPool> pool(Reader reader) {
    return reads.ofMoment(
        ViewName.QUEUE,
        reader,
        () -> {
          Optional<SessionFacts> session = sessions.active(reader.id());
          List<PlacedThread> pool = pool(reader.id(), session);
          return new RollPool(
              dieSize(session), pool.size(), pool.stream().map(PlacedThread::view).toList());
        });
  }

  @GetMapping("/api/roll/current")
  @Tag(name = "Dice")
  @Operation(summary = "The pick that waits to be rated, read or snoozed")
  ResponseEntity<CurrentRoll> current(Reader reader) {
    return reads.ofMoment(
        ViewName.QUEUE,
        reader,
        () ->
            sessions
                .active(reader.id())
                .filter(SessionFacts::pending)
                .flatMap(session -> Optional.ofNullable(session.pick()))
                .flatMap(pick -> currentRoll(reader.id(), pick))
                .orElseThrow(() -> new PileRefusal(new NothingPicked())));
  }

  private Optional<CurrentRoll> currentRoll(long readerId, Pick pick) {
    return threads
        .find(readerId, pick.threadId())
        .map(
            thread ->
                new CurrentRoll(
                    RollView.of(pick, thread.view()), pick.at(), pick.method().toString()));
  }

  /** The first threads that are not snoozed, as many as the die has sides. */
  private List<PlacedThread> pool(long readerId, Optional<SessionFacts> session) {
    List<Long> snoozed = snoozed(session);
    int die = dieSize(session);
    // Snoozed threads are active, so this many rows hold the whole pool wherever they stand.
    return threads.active(readerId, die + snoozed.size(), 0).stream()
        .filter(thread -> !snoozed.contains(thread.id()))
        .limit(die)
        .toList();
  }

  private int dieSize(Optional<SessionFacts> session) {
    return session.map(SessionFacts::currentDie).orElseGet(sessions::startDie).sides();
  }

  private static List<Long> snoozed(Optional<SessionFacts> session) {
    return session.map(SessionFacts::snoozed).orElseGet(List::of);
  }
}

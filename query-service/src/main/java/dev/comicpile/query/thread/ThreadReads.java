package dev.comicpile.query.thread;

import dev.comicpile.api.problem.PileProblem.ThreadNotFound;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.api.view.ThreadView;
import dev.comicpile.query.view.PileReads;
import dev.comicpile.query.view.ViewName;
import dev.comicpile.web.Paging;
import dev.comicpile.web.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/threads")
@Tag(name = "Threads")
class ThreadReads {

  private static final int DEFAULT_LIMIT = 50;

  /** A century: further back there is nothing, and times stay in the database's range. */
  private static final long MAX_DAYS = 36_525;

  private final PileReads reads;
  private final PlacedThreads threads;
  private final Clock clock;

  ThreadReads(PileReads reads, PlacedThreads threads, Clock clock) {
    this.reads = reads;
    this.threads = threads;
    this.clock = clock;
  }

  @GetMapping
  @Operation(summary = "All threads: the queue in order, then the completed ones")
  ResponseEntity<List<ThreadView>> all(Reader reader, @Valid @ParameterObject Paging paging) {
    return reads.ofPile(
        ViewName.QUEUE,
        reader,
        () -> views(threads.all(reader.id(), paging.limitOr(Integer.MAX_VALUE), paging.skipped())));
  }

  @GetMapping("/active")
  @Operation(summary = "The active threads in queue order")
  ResponseEntity<List<ThreadView>> active(Reader reader, @Valid @ParameterObject Paging paging) {
    return reads.ofPile(
        ViewName.QUEUE,
        reader,
        () -> views(threads.active(reader.id(), paging.limitOr(DEFAULT_LIMIT), paging.skipped())));
  }

  @GetMapping("/completed")
  @Operation(summary = "The completed threads, the latest read first")
  ResponseEntity<List<ThreadView>> completed(Reader reader, @Valid @ParameterObject Paging paging) {
    return reads.ofPile(
        ViewName.QUEUE,
        reader,
        () ->
            views(threads.completed(reader.id(), paging.limitOr(DEFAULT_LIMIT), paging.skipped())));
  }

  @GetMapping("/stale")
  @Operation(summary = "Active threads not read for so many days, never-read ones first")
  ResponseEntity<List<ThreadView>> stale(
      Reader reader,
      @RequestParam(defaultValue = "30") @Min(0) @Max(MAX_DAYS) long days,
      @Valid @ParameterObject Paging paging) {
    Instant since = clock.instant().minus(Duration.ofDays(days));
    return reads.ofMoment(
        ViewName.QUEUE,
        reader,
        () ->
            views(
                threads.notReadSince(
                    reader.id(), since, paging.limitOr(DEFAULT_LIMIT), paging.skipped())));
  }

  @GetMapping("/{thread_id}")
  @Operation(summary = "One thread")
  ResponseEntity<ThreadView> one(Reader reader, @PathVariable("thread_id") long threadId) {
    return reads.ofPile(
        ViewName.QUEUE,
        reader,
        () ->
            threads
                .find(reader.id(), threadId)
                .map(PlacedThread::view)
                .orElseThrow(() -> new PileRefusal(new ThreadNotFound(threadId))));
  }

  private static List<ThreadView> views(List<PlacedThread> threads) {
    return threads.stream().map(PlacedThread::view).toList();
  }
}

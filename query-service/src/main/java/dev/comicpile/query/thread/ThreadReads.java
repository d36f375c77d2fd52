package dev.comicpile.query.thread;

import dev.comicpile.api.ThreadId;
import dev.comicpile.api.problem.PileProblem.ThreadNotFound;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.api.view.ThreadView;
import dev.comicpile.query.read.LongAnswers;
import dev.comicpile.query.read.PileReads;
import dev.comicpile.query.read.Row;
import dev.comicpile.web.Paging;
import dev.comicpile.web.Reader;
import dev.comicpile.web.StreamedBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
  private final LongAnswers longAnswers;
  private final Clock clock;

  ThreadReads(PileReads reads, LongAnswers longAnswers, Clock clock) {
    this.reads = reads;
    this.longAnswers = longAnswers;
    this.clock = clock;
  }

  @GetMapping
  @Operation(
      summary = "All threads: the queue in order, then the completed ones",
      description = "The whole list unless a limit is given.")
  @ApiResponse(
      responseCode = "200",
      content = @Content(array = @ArraySchema(schema = @Schema(implementation = ThreadView.class))))
  ResponseEntity<?> listThreads(Reader reader, @Valid Paging paging) {
    int offset = paging.skipped();
    ResponseEntity<List<ThreadView>> threads =
        reads.ofPile(reader, PlacedThreads.all(paging.limitOr(LongAnswers.MANY + 1), offset));
    List<ThreadView> some = threads.getBody();
    return some == null || some.size() <= LongAnswers.MANY
        ? threads
        : reads.ofPile(reader, PlacedThreads.all(offset, row -> all(row, offset)));
  }

  private StreamedBody all(Row first, int offset) throws SQLException {
    return longAnswers.of(
        out -> {
          out.writeStartArray();
          PlacedThreads.inOrder(first, offset, out::writePOJO);
          out.writeEndArray();
        });
  }

  @GetMapping("/active")
  @Operation(
      summary = "The active threads in queue order",
      description = "A page of 50 unless a limit is given.")
  ResponseEntity<List<ThreadView>> listActiveThreads(Reader reader, @Valid Paging paging) {
    return reads.ofPile(
        reader, PlacedThreads.active(paging.limitOr(DEFAULT_LIMIT), paging.skipped()));
  }

  @GetMapping("/completed")
  @Operation(
      summary = "The completed threads, the latest read first",
      description = "A page of 50 unless a limit is given.")
  ResponseEntity<List<ThreadView>> listCompletedThreads(Reader reader, @Valid Paging paging) {
    return reads.ofPile(
        reader, PlacedThreads.completed(paging.limitOr(DEFAULT_LIMIT), paging.skipped()));
  }

  @GetMapping("/stale")
  @Operation(
      summary = "Active threads not read for so many days, never-read ones first",
      description = "A thread that was never read counts from when it was added.")
  ResponseEntity<List<ThreadView>> listStaleThreads(
      Reader reader,
      @RequestParam(defaultValue = "30") @Min(0) @Max(MAX_DAYS) long days,
      @Valid Paging paging) {
    Instant since = clock.instant().minus(Duration.ofDays(days));
    return reads.ofMoment(
        reader, PlacedThreads.notReadSince(since, paging.limitOr(DEFAULT_LIMIT), paging.skipped()));
  }

  @GetMapping("/{thread_id}")
  @Operation(
      summary = "One thread",
      description = "Active and completed threads alike; a deleted one is not found.")
  ResponseEntity<ThreadView> getThread(
      Reader reader, @PathVariable("thread_id") ThreadId threadId) {
    return reads.ofPart(
        reader,
        PlacedThreads.one(threadId)
            .map(found -> found.orElseThrow(() -> new PileRefusal(new ThreadNotFound(threadId)))));
  }
}

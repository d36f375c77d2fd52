package dev.comicpile.query.thread;

import dev.comicpile.api.ThreadId;
import dev.comicpile.api.view.ThreadView;
import dev.comicpile.query.read.LongAnswers;
import dev.comicpile.query.read.PileReads;
import dev.comicpile.query.read.Row;
import dev.comicpile.web.Paging;
import dev.comicpile.web.Reader;
import dev.comicpile.web.StreamedBody;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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

  /**
   * All threads: the queue in order, then the completed ones.
   *
   * <p>The whole list unless a limit is given.
   */
  @GetMapping
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

  /**
   * The active threads in queue order.
   *
   * <p>A page of 50 unless a limit is given.
   */
  @GetMapping("/active")
  ResponseEntity<List<ThreadView>> listActiveThreads(Reader reader, @Valid Paging paging) {
    return reads.ofPile(
        reader, PlacedThreads.active(paging.limitOr(DEFAULT_LIMIT), paging.skipped()));
  }

  /**
   * The completed threads, the latest read first.
   *
   * <p>A page of 50 unless a limit is given.
   */
  @GetMapping("/completed")
  ResponseEntity<List<ThreadView>> listCompletedThreads(Reader reader, @Valid Paging paging) {
    return reads.ofPile(
        reader, PlacedThreads.completed(paging.limitOr(DEFAULT_LIMIT), paging.skipped()));
  }

  /**
   * Active threads not read for so many days, never-read ones first.
   *
   * <p>A thread that was never read counts from when it was added.
   */
  @GetMapping("/stale")
  ResponseEntity<List<ThreadView>> listStaleThreads(
      Reader reader,
      @RequestParam(defaultValue = "30") @Min(0) @Max(MAX_DAYS) long days,
      @Valid Paging paging) {
    Instant since = clock.instant().minus(Duration.ofDays(days));
    return reads.ofMoment(
        reader, PlacedThreads.notReadSince(since, paging.limitOr(DEFAULT_LIMIT), paging.skipped()));
  }

  /**
   * One thread.
   *
   * <p>Active and completed threads alike; a deleted one is not found.
   */
  @GetMapping("/{thread_id}")
  ResponseEntity<ThreadView> getThread(
      Reader reader, @PathVariable("thread_id") ThreadId threadId) {
    return reads.ofPart(reader, PlacedThreads.one(threadId));
  }
}

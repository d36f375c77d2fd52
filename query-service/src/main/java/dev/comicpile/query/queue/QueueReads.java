package dev.comicpile.query.queue;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.comicpile.api.PileRules;
import dev.comicpile.api.problem.PileProblem.NothingPicked;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.api.view.RollView;
import dev.comicpile.api.view.ThreadView;
import dev.comicpile.query.read.LongAnswers;
import dev.comicpile.query.read.PileReads;
import dev.comicpile.query.read.Row;
import dev.comicpile.query.read.ViewQuery;
import dev.comicpile.query.session.StoredSession;
import dev.comicpile.web.Paging;
import dev.comicpile.web.Reader;
import dev.comicpile.web.StreamedBody;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class QueueReads {

  private final PileReads reads;
  private final LongAnswers longAnswers;
  private final PileRules rules;
  private final Clock clock;

  QueueReads(PileReads reads, LongAnswers longAnswers, PileRules rules, Clock clock) {
    this.reads = reads;
    this.longAnswers = longAnswers;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * The queue, and what of it the next roll can pick.
   *
   * <p>The whole queue in order unless a limit is given; each thread says whether it is in the pool
   * or snoozed.
   */
  @GetMapping("/api/queue")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = QueueListing.class)))
  ResponseEntity<?> getQueue(Reader reader, @Valid Paging paging) {
    int offset = paging.skipped();
    // The threads themselves are counted where all of them are given.
    boolean part = paging.limit() != null || offset > 0;
    ResponseEntity<QueueListing> queue =
        reads.ofMoment(
            reader,
            query(
                part,
                paging.limitOr(LongAnswers.MANY + 1),
                offset,
                (head, row) -> listing(head, row, offset)));
    QueueListing listing = queue.getBody();
    return listing == null || listing.threads().size() <= LongAnswers.MANY
        ? queue
        : reads.ofMoment(
            reader,
            query(true, Integer.MAX_VALUE, offset, (head, row) -> whole(head, row, offset))
                .fetching(LongAnswers.FETCH_SIZE));
  }

  private <T> ViewQuery<T> query(
      boolean withTotal, @Nullable Integer limit, int offset, QueueHead.Answer<T> answer) {
    return QueueHead.query(
        rules.startDie().sides(),
        clock.instant().minus(rules.sessionGap()),
        withTotal,
        limit,
        offset,
        answer);
  }

  private static QueueListing listing(QueueHead head, Row row, int offset) throws SQLException {
    List<QueuedThread> threads = new ArrayList<>();
    head.threads(row, offset, threads::add);
    int total = head.total() == null ? threads.size() : head.total();
    return new QueueListing(head.die(), head.poolSize(total), total, threads);
  }

  /** The same of any length. */
  private StreamedBody whole(QueueHead head, Row row, int offset) throws SQLException {
    int total = Objects.requireNonNull(head.total());
    return longAnswers.of(
        out -> {
          out.writeStartObject();
          out.writeNumberProperty("die_size", head.die());
          out.writeNumberProperty("pool_size", head.poolSize(total));
          out.writeNumberProperty("total", total);
          out.writeArrayPropertyStart("threads");
          head.threads(row, offset, out::writePOJO);
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  /**
   * The threads the next roll can pick.
   *
   * <p>The first threads of the queue that are not snoozed, as many as the die has sides.
   */
  @GetMapping("/api/roll/pool")
  ResponseEntity<RollPool> getRollPool(Reader reader) {
    return reads.ofMoment(reader, query(false, null, 0, QueueReads::pool));
  }

  private static RollPool pool(QueueHead head, Row row) throws SQLException {
    List<ThreadView> pool = new ArrayList<>();
    head.threads(
        row,
        0,
        queued -> {
          if (queued.inPool()) {
            pool.add(queued.thread());
          }
        });
    return new RollPool(head.die(), pool.size(), pool);
  }

  /**
   * The pick that waits to be rated, read or snoozed.
   *
   * <p>Not found where nothing is pending: after a rating, a snooze, or the end of the session.
   */
  @GetMapping("/api/roll/current")
  ResponseEntity<CurrentRoll> getCurrentRoll(Reader reader) {
    return reads.ofMoment(
        reader,
        StoredSession.notEnded()
            .map(
                open ->
                    open.flatMap(QueueReads::currentRoll)
                        .orElseThrow(() -> new PileRefusal(new NothingPicked()))));
  }

  private static Optional<CurrentRoll> currentRoll(StoredSession session) {
    return session
        .facts()
        .pendingPick()
        .flatMap(
            pick ->
                session
                    .pending()
                    .map(
                        thread ->
                            new CurrentRoll(
                                RollView.of(pick, thread), pick.at(), pick.method().toString())));
  }

  /**
   * The queue, or a part of it.
   *
   * @param dieSize the die the next roll is made with
   * @param poolSize how many threads the next roll can pick from
   * @param total how many threads the whole queue holds
   */
  record QueueListing(int dieSize, int poolSize, int total, List<QueuedThread> threads) {}

  /**
   * What the next roll picks from.
   *
   * @param dieSize the die it is made with
   * @param poolSize how many threads it can pick from
   */
  record RollPool(int dieSize, int poolSize, List<ThreadView> threads) {}

  /**
   * The pick that waits to be rated, read or snoozed.
   *
   * @param selectionMethod {@code random}, {@code override} or {@code set_pending}
   */
  record CurrentRoll(@JsonUnwrapped RollView roll, Instant rolledAt, String selectionMethod) {}
}

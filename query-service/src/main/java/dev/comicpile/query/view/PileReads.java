package dev.comicpile.query.view;

import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.web.PileSettings;
import dev.comicpile.web.PileVersionHeader;
import dev.comicpile.web.Reader;
import dev.comicpile.web.TryLaterException;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * How a pile is read: from one view, at one version, which the answer names; and not before the
 * view has reached the version that the request carries.
 *
 * <p>The query runs in a read-only transaction at repeatable read whose first statement asks for
 * the applied version. In PostgreSQL that statement takes the snapshot that all later ones see, so
 * the rows are exactly of that version. No connection is held while a read waits.
 */
@Component
public class PileReads {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** Raised whenever the same events are answered differently. */
  private static final int EVENTS_REVISION = 1;

  private final AppliedVersions applied;
  private final Arrivals arrivals;
  private final PileStreams streams;
  private final PileVersionHeader versions;
  private final PileSettings settings;
  private final ReadWaits waits;
  private final TransactionTemplate snapshot;

  PileReads(
      AppliedVersions applied,
      Arrivals arrivals,
      PileStreams streams,
      PileVersionHeader versions,
      PileSettings settings,
      ReadWaits waits,
      PlatformTransactionManager transactions) {
    this.applied = applied;
    this.arrivals = arrivals;
    this.streams = streams;
    this.versions = versions;
    this.settings = settings;
    this.waits = waits;
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setReadOnly(true);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /**
   * What a query found.
   *
   * @param settled whether it depends on nothing but the pile, and so carries an ETag; else it
   *     changes with the clock
   */
  public record Answer<T>(T body, boolean settled) {

    /** An answer that does not change with the clock where the condition holds. */
    public static <T> Answer<T> settledIf(boolean condition, T body) {
      return new Answer<>(body, condition);
    }
  }

  /** An answer that depends on nothing but the pile, and so carries an ETag. */
  public <T> ResponseEntity<T> ofPile(ViewName view, Reader reader, Supplier<T> query) {
    return of(view, reader, () -> new Answer<>(query.get(), true));
  }

  /** An answer that changes with the clock, and so has no ETag. */
  public <T> ResponseEntity<T> ofMoment(ViewName view, Reader reader, Supplier<T> query) {
    return of(view, reader, () -> new Answer<>(query.get(), false));
  }

  /**
   * An answer that was made from the events themselves, which are ahead of every view, up to that
   * version.
   */
  public <T> ResponseEntity<T> ofEvents(Reader reader, long version, Answer<T> answer) {
    versions.answerRead(response(), version);
    return answer(reader, version, EVENTS_REVISION, answer);
  }

  /** An answer that says itself what it depends on. */
  public <T> ResponseEntity<T> of(ViewName view, Reader reader, Supplier<Answer<T>> query) {
    HttpServletRequest request = exchange().getRequest();
    HttpServletResponse response = response();
    long wanted = versions.wanted(request, reader).orElse(0);
    return attempt(view, reader, query, response, version -> version >= wanted)
        .orElseGet(
            () -> {
              boolean acceptsStale = acceptsStale(request);
              boolean reached = awaitVersion(view, reader, wanted, acceptsStale);
              if (!reached && !acceptsStale) {
                throw new TryLaterException(
                    "The view has not caught up with your last change yet. Please try again.",
                    RETRY_AFTER);
              }
              return attempt(view, reader, query, response, version -> true).orElseThrow();
            });
  }

  private <T> Optional<ResponseEntity<T>> attempt(
      ViewName view,
      Reader reader,
      Supplier<Answer<T>> query,
      HttpServletResponse response,
      LongPredicate enough) {
    Optional<ResponseEntity<T>> attempt =
        snapshot.execute(
            status -> {
              long version = applied.of(view, reader.id());
              if (!enough.test(version)) {
                return Optional.empty();
              }
              // Said first, so that it is said even where the query finds nothing.
              versions.answerRead(response, version);
              return Optional.of(answer(reader, version, view.revision(), query.get()));
            });
    return Objects.requireNonNull(attempt);
  }

  private <T> ResponseEntity<T> answer(
      Reader reader, long version, int revision, Answer<T> answer) {
    ResponseEntity.BodyBuilder ok = ResponseEntity.ok();
    if (answer.settled()) {
      ok.eTag(versions.etag(reader, version, revision));
    }
    return ok.body(answer.body());
  }

  private static ServletRequestAttributes exchange() {
    return (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
  }

  private static HttpServletResponse response() {
    return Objects.requireNonNull(exchange().getResponse());
  }

  /** Whether the view is at that version, perhaps after waiting; true for one that never was. */
  private boolean awaitVersion(ViewName view, Reader reader, long wanted, boolean acceptsStale) {
    Arrivals.Waiter waiter = arrivals.join(view, reader.id(), wanted);
    try {
      if (applied.of(view, reader.id()) >= wanted || streams.version(reader.pileId()) < wanted) {
        return true;
      }
      Timer.Sample wait = waits.begin();
      waiter.await(settings.readWait());
      // The signal of another process that brought the view there may have been lost.
      boolean reached = applied.of(view, reader.id()) >= wanted;
      waits.end(wait, view, reached, acceptsStale);
      return reached;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      arrivals.leave(view, reader.id(), waiter);
    }
  }

  private static boolean acceptsStale(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Prefer")).stream()
        .flatMap(header -> Arrays.stream(header.split(",")))
        .anyMatch(preference -> preference.strip().equalsIgnoreCase("stale-ok"));
  }
}

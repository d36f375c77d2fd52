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
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
 * <p>A {@link ViewQuery} is one statement, which yields the version together with the rows. What
 * takes several statements runs in a read-only transaction at repeatable read whose first statement
 * asks for the applied version. In PostgreSQL that statement takes the snapshot that all later ones
 * see. Either way the rows are exactly of that version. No connection is held while a read waits.
 */
@Component
public class PileReads {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** Raised whenever the same events are answered differently. */
  private static final int EVENTS_REVISION = 1;

  /** Between the revisions of one form and those of the next. */
  private static final int FORM = 1000;

  private final Snapshots snapshots;
  private final AppliedVersions applied;
  private final Arrivals arrivals;
  private final PileStreams streams;
  private final PileVersionHeader versions;
  private final PileSettings settings;
  private final ReadWaits waits;
  private final TransactionTemplate snapshot;

  PileReads(
      Snapshots snapshots,
      AppliedVersions applied,
      Arrivals arrivals,
      PileStreams streams,
      PileVersionHeader versions,
      PileSettings settings,
      ReadWaits waits,
      PlatformTransactionManager transactions) {
    this.snapshots = snapshots;
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

  /**
   * An answer that depends on nothing but the pile, and so carries an ETag, and that is there for
   * any pile: who has it already is spared it, and the rows are not even read.
   */
  public <T> ResponseEntity<T> ofPile(Reader reader, ViewQuery<T> query) {
    return ofPile(reader, query, 0);
  }

  /**
   * The same where one path has several forms, which must not pass for each other.
   *
   * @param form which of them it is: 0 or more
   */
  public <T> ResponseEntity<T> ofPile(Reader reader, ViewQuery<T> query, int form) {
    int revision = query.statement().view().revision() + form * FORM;
    long known = versions.known(exchange().getRequest(), reader, revision).orElse(-1);
    return of(reader, query.map(body -> new Answer<>(body, true)), known, revision);
  }

  /**
   * An answer that depends on nothing but the pile, and so carries an ETag, about a part of it that
   * may not be there.
   */
  public <T> ResponseEntity<T> ofPart(Reader reader, ViewQuery<T> query) {
    return of(reader, query.map(body -> new Answer<>(body, true)));
  }

  /** An answer that changes with the clock, and so has no ETag. */
  public <T> ResponseEntity<T> ofMoment(Reader reader, ViewQuery<T> query) {
    return of(reader, query.map(body -> new Answer<>(body, false)));
  }

  /** An answer that says itself what it depends on. */
  public <T> ResponseEntity<T> of(Reader reader, ViewQuery<Answer<T>> query) {
    return of(reader, query, -1, query.statement().view().revision());
  }

  private <T> ResponseEntity<T> of(
      Reader reader, ViewQuery<Answer<T>> query, long known, int revision) {
    ViewName view = query.statement().view();
    HttpServletResponse response = response();
    return awaited(
        view,
        reader,
        lowest -> {
          Snapshots.Found<Answer<T>> found = snapshots.run(query, reader.id(), lowest, known);
          long version = found.version();
          if (version < lowest) {
            return Optional.empty();
          }
          // Said first, so that it is said even where the answer is a refusal.
          versions.answerRead(response, version);
          return Optional.of(
              found.answer() == null
                  ? ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                      .eTag(versions.etag(reader, version, revision))
                      .build()
                  : answer(reader, version, revision, found.answer().get()));
        });
  }

  /** An answer that takes several statements, and that changes with the clock. */
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

  /** An answer that takes several statements, and that says itself what it depends on. */
  public <T> ResponseEntity<T> of(ViewName view, Reader reader, Supplier<Answer<T>> query) {
    HttpServletResponse response = response();
    return awaited(
        view,
        reader,
        lowest ->
            Objects.requireNonNull(
                snapshot.execute(
                    status -> {
                      long version = applied.of(view, reader.id());
                      if (version < lowest) {
                        return Optional.<ResponseEntity<T>>empty();
                      }
                      versions.answerRead(response, version);
                      return Optional.of(answer(reader, version, view.revision(), query.get()));
                    })));
  }

  /** Tries to read a view: empty where it has not reached that version. */
  private interface Attempt<T> {
    Optional<ResponseEntity<T>> from(long lowest);
  }

  /** Reads at once, or else when the view has reached the version that the request carries. */
  private <T> ResponseEntity<T> awaited(ViewName view, Reader reader, Attempt<T> attempt) {
    HttpServletRequest request = exchange().getRequest();
    long wanted = versions.wanted(request, reader).orElse(0);
    return attempt
        .from(wanted)
        .orElseGet(
            () -> {
              boolean acceptsStale = acceptsStale(request);
              boolean reached = awaitVersion(view, reader, wanted, acceptsStale);
              if (!reached && !acceptsStale) {
                throw new TryLaterException(
                    "The view has not caught up with your last change yet. Please try again.",
                    RETRY_AFTER);
              }
              return attempt.from(0).orElseThrow();
            });
  }

  private <T> ResponseEntity<T> answer(
      Reader reader, long version, int revision, Answer<T> answer) {
    ResponseEntity.BodyBuilder ok = ResponseEntity.ok();
    if (answer.body() instanceof LongAnswers.Kept) {
      ok.contentType(MediaType.APPLICATION_JSON);
    }
    if (answer.settled()) {
      String etag = versions.etag(reader, version, revision);
      if ("*".equals(exchange().getRequest().getHeader(HttpHeaders.IF_NONE_MATCH))) {
        return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(etag).build();
      }
      ok.eTag(etag);
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

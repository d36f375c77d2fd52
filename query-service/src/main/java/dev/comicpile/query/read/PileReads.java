package dev.comicpile.query.read;

import static java.util.Objects.requireNonNull;

import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.query.view.Arrivals;
import dev.comicpile.query.view.ViewName;
import dev.comicpile.web.KeptAnswer;
import dev.comicpile.web.PileVersionHeader;
import dev.comicpile.web.Reader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * How a pile is read: from one view, at one version, which the answer names; and not before the
 * view has reached the version that the request carries.
 *
 * <p>A {@link ViewQuery} is one statement, which yields the version together with the rows, so that
 * these are exactly of that version. No connection is held while a read waits.
 */
@Component
public class PileReads {

  /** Raised whenever the same events are answered differently. */
  private static final int EVENTS_REVISION = 1;

  /** Between the revisions of one form and those of the next. */
  private static final int FORM = 1000;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate whileFetching;
  private final PileStreams streams;
  private final PileVersionHeader versions;
  private final Arrivals arrivals;
  private final VersionWaits waits;

  PileReads(
      DataSource dataSource,
      PileStreams streams,
      PileVersionHeader versions,
      Arrivals arrivals,
      VersionWaits waits) {
    // A statement that runs by itself takes its connection at once and joins no transaction, so it
    // needs none of what stands in front of the pool for those that do.
    DataSource pool =
        dataSource instanceof DelegatingDataSource wrapped
            ? requireNonNull(wrapped.getTargetDataSource())
            : dataSource;
    this.jdbc = new JdbcTemplate(pool);
    this.whileFetching = new TransactionTemplate(new JdbcTransactionManager(pool));
    this.whileFetching.setReadOnly(true);
    this.streams = streams;
    this.versions = versions;
    this.arrivals = arrivals;
    this.waits = waits;
  }

  /**
   * What a query found.
   *
   * @param settled whether it depends on nothing but the pile, and so carries an ETag; else it
   *     changes with the clock
   */
  public record Answer<T>(T body, boolean settled) {}

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
    int revision = query.view().revision() + form * FORM;
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
    return of(reader, query, -1, query.view().revision());
  }

  private <T> ResponseEntity<T> of(
      Reader reader, ViewQuery<Answer<T>> query, long known, int revision) {
    HttpServletResponse response = response();
    Attempt<T> attempt =
        lowest ->
            jdbc.query(
                query.sql(),
                statement -> {
                  statement.setFetchSize(query.fetchSize());
                  int index = 1;
                  for (long first : new long[] {lowest, known, reader.id().number()}) {
                    statement.setLong(index++, first);
                  }
                  for (Object parameter : query.parameters()) {
                    statement.setObject(index++, parameter);
                  }
                },
                rows -> {
                  rows.next();
                  Row row = Row.afterVersion(rows);
                  long version = row.version();
                  if (version < lowest) {
                    return null;
                  }
                  // Said first, so that it is said even where the answer is a refusal.
                  versions.answerRead(response, version);
                  return version == known
                      ? notModified(versions.etag(reader, version, revision))
                      : answer(reader, version, revision, query.reading().of(row));
                });
    // The server keeps rows that are fetched bit by bit no longer than a transaction.
    return awaited(
        query.view(),
        reader,
        query.fetchSize() == 0
            ? attempt
            : lowest -> whileFetching.execute(status -> attempt.from(lowest)));
  }

  /**
   * An answer that was made from the events themselves, which are ahead of every view, up to that
   * version.
   */
  public <T> ResponseEntity<T> ofEvents(Reader reader, long version, Answer<T> answer) {
    versions.answerRead(response(), version);
    return answer(reader, version, EVENTS_REVISION, answer);
  }

  /** Tries to read a view: null where it has not reached that version. */
  private interface Attempt<T> {
    @Nullable ResponseEntity<T> from(long lowest);
  }

  /**
   * Reads at once, or else when the view has reached the version that the request carries: the
   * highest of those that the reader's stream holds.
   */
  private <T> ResponseEntity<T> awaited(ViewName view, Reader reader, Attempt<T> attempt) {
    HttpServletRequest request = exchange().getRequest();
    List<Long> carried = versions.wanted(request, reader);
    if (carried.isEmpty()) {
      return requireNonNull(attempt.from(0));
    }
    try (Arrivals.Waiter waiter = arrivals.join(view, reader.id())) {
      ResponseEntity<T> atOnce = attempt.from(carried.getFirst());
      if (atOnce != null) {
        return atOnce;
      }
      long stored = streams.version(reader.id());
      long wanted = carried.stream().filter(version -> version <= stored).findFirst().orElse(0L);
      if (wanted > 0) {
        waits.await(waiter, wanted, acceptsStale(request));
      }
    }
    return requireNonNull(attempt.from(0));
  }

  private <T> ResponseEntity<T> answer(
      Reader reader, long version, int revision, Answer<T> answer) {
    ResponseEntity.BodyBuilder ok = ResponseEntity.ok();
    if (answer.body() instanceof KeptAnswer) {
      ok.contentType(MediaType.APPLICATION_JSON);
    }
    if (answer.settled()) {
      String etag = versions.etag(reader, version, revision);
      if ("*".equals(exchange().getRequest().getHeader(HttpHeaders.IF_NONE_MATCH))) {
        return notModified(etag);
      }
      ok.eTag(etag);
    }
    return ok.body(answer.body());
  }

  private static <T> ResponseEntity<T> notModified(String etag) {
    return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(etag).build();
  }

  private static ServletRequestAttributes exchange() {
    return (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
  }

  private static HttpServletResponse response() {
    return requireNonNull(exchange().getResponse());
  }

  private static boolean acceptsStale(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Prefer")).stream()
        .flatMap(header -> Arrays.stream(header.split(",")))
        .anyMatch(preference -> preference.strip().equalsIgnoreCase("stale-ok"));
  }
}

package dev.comicpile.web;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A failure that knows how it is answered: as problem details (RFC 9457). Its message is one
 * sentence for a person, without internal names.
 */
public class ProblemException extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  /** Which refusal it is, for programs. */
  static final String CODE = "code";

  private static final URI NO_TYPE = URI.create("about:blank");

  private final String sentence;

  ProblemException(HttpStatusCode status, String sentence) {
    super(status, ProblemDetail.forStatusAndDetail(status, sentence), null);
    this.sentence = sentence;
    getBody().setType(NO_TYPE);
    if (status.isSameCodeAs(HttpStatus.UNAUTHORIZED)) {
      getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
  }

  /** With further headers, which count more than its own. */
  ProblemException with(HttpHeaders headers) {
    getHeaders().putAll(headers);
    return this;
  }

  /** With further facts for programs, in the order of their names, whatever process answers. */
  ProblemException with(@Nullable Map<String, Object> facts) {
    if (facts != null) {
      new TreeMap<>(facts).forEach(getBody()::setProperty);
    }
    return this;
  }

  /** Rounded up to whole seconds, at least one. */
  final long retryAfter(Duration pause) {
    long seconds = Math.max(1, pause.plusSeconds(1).minusNanos(1).toSeconds());
    getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    return seconds;
  }

  @Override
  public String getMessage() {
    return sentence;
  }

  /** Where it comes from is nothing to look into. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}

package dev.comicpile.web;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.CONTENT_TOO_LARGE;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.INTERNAL_SERVER_ERROR;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.PRECONDITION_FAILED;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.TOO_MANY_REQUESTS;
import static org.springframework.http.HttpStatus.UNAUTHORIZED;
import static org.springframework.http.HttpStatus.UNSUPPORTED_MEDIA_TYPE;

import dev.comicpile.api.problem.PileProblem;
import dev.comicpile.api.problem.PileRefusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.server.ResponseStatusException;

/**
 * Translates failures into what is told to the client. Only what is our own fault is logged as one.
 */
final class Problems {

  static final String BROKEN_OFF = "The body could not be read to its end.";

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private static final Duration OUTAGE_RETRY = Duration.ofSeconds(2);

  private Problems() {}

  /** What to tell the client of a failure. */
  static Problem of(Throwable failure, HttpServletRequest request) {
    Problem known = known(failure, request);
    if (known != null) {
      return known;
    }
    String method = request.getMethod();
    String path = request.getRequestURI();
    if (Outage.isUnreachable(failure)) {
      // That something is away is in the log once, by whoever sees it go and come.
      log.debug("{} {}: what it needs cannot be reached: {}", method, path, root(failure));
      return unreachable();
    }
    if (Outage.isConflict(failure)) {
      log.info("{} {}: lost to other writers", method, path);
      return Problem.of(
          CONFLICT, "Somebody else changed the same thing at the same time. Please try again.");
    }
    log.error("{} {} failed", method, path, failure);
    return of(INTERNAL_SERVER_ERROR, request);
  }

  /** Whether the client's own request could not be read, which is nothing to write down. */
  static boolean isBrokenOff(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof BadRequestException) && !isReadAgain(cause)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  /** A second look at a body that broke off is told by where it comes from alone. */
  private static boolean isReadAgain(Throwable failure) {
    return failure instanceof IOException
        && failure.getStackTrace().length > 0
        && failure.getStackTrace()[0].getClassName().startsWith("org.apache.coyote.http11.filters");
  }

  /** What is inside says more than what it is wrapped in. */
  private static @Nullable Problem known(Throwable failure, HttpServletRequest request) {
    Throwable cause = failure.getCause();
    Problem inside = cause == null || cause == failure ? null : known(cause, request);
    return inside == null ? itself(failure, request) : inside;
  }

  private static @Nullable Problem itself(Throwable failure, HttpServletRequest request) {
    return switch (failure) {
      case PileRefusal refusal -> refused(refusal.problem());
      case BadInputException bad -> Problem.badInput(bad.problems());
      case TryLaterException later ->
          tryLater(Objects.requireNonNull(later.getMessage()), later.retryAfter());
      case BodyTooLargeException large -> tooLarge(large.limit());
      case TooManyRequestsException often -> tooMany(often);

      case MethodArgumentNotValidException invalid ->
          Problem.badInput(InputProblems.of(invalid.getAllErrors(), invalid.getParameter()));
      case HandlerMethodValidationException invalid when !invalid.isForReturnValue() ->
          Problem.badInput(InputProblems.of(invalid));
      case HttpMessageNotReadableException unreadable ->
          Problem.badInput(InputProblems.of(unreadable));
      case MethodArgumentTypeMismatchException mismatch ->
          Problem.badInput(InputProblems.of(mismatch));
      case MissingServletRequestParameterException missing ->
          Problem.badInput(FieldProblem.missing("query." + missing.getParameterName()));
      case MissingRequestHeaderException missing ->
          Problem.badInput(FieldProblem.missing("header." + missing.getHeaderName()));
      case MissingServletRequestPartException missing ->
          Problem.badInput(FieldProblem.missing("body." + missing.getRequestPartName()));

      case MaxUploadSizeExceededException _ -> tooLarge(RequestBodyFilter.UPLOAD_LIMIT);
      case MultipartException multipart -> multipart(multipart, request);
      case IOException broken when isBrokenOff(broken) -> Problem.of(BAD_REQUEST, BROKEN_OFF);
      case RequestRejectedException _ ->
          Problem.of(BAD_REQUEST, "The address holds characters that are not allowed there.");
      case InvalidParameterException parts when RequestBodyFilter.isMultipart(request) ->
          multipart(parts, request);
      case InvalidParameterException _ ->
          Problem.of(BAD_REQUEST, "The query of the address cannot be decoded.");

      case AuthenticationServiceException unable -> {
        log.warn("tokens cannot be checked: {}", root(unable));
        yield tryLater(
            "Access tokens cannot be checked at the moment. Please try again soon.", OUTAGE_RETRY);
      }
      case OAuth2AuthenticationException _ ->
          unauthorized("The access token is malformed, expired or revoked. Please log in again.");
      case AuthenticationException _ -> of(UNAUTHORIZED, request);
      case AccessDeniedException _ -> of(FORBIDDEN, request);

      case HttpRequestMethodNotSupportedException method -> wrongMethod(method);
      case HttpMediaTypeException media -> wrongMediaType(media);
      case AsyncRequestTimeoutException _ -> unreachable();
      case ResponseStatusException given
          when given.getReason() != null && !given.getStatusCode().is5xxServerError() ->
          told(of(given.getStatusCode(), request), given.getReason(), given.getHeaders());
      case ResponseStatusException given -> of(given.getStatusCode(), request);
      case ErrorResponse response when !response.getStatusCode().is5xxServerError() -> {
        Problem problem = of(response.getStatusCode(), request);
        yield told(problem, problem.sentence(), response.getHeaders());
      }
      default -> null;
    };
  }

  /** What to tell where nothing but the status is known. */
  static Problem of(HttpStatusCode status, HttpServletRequest request) {
    String sentence =
        switch (status.value()) {
          case 400 -> "The request is not valid HTTP or its path is malformed.";
          case 401 -> "An access token is needed. Please log in first.";
          case 403 -> "Only an admin may do that.";
          case 404 -> "There is nothing at this path. See /docs for what there is.";
          case 405 -> "This method is not possible here.";
          case 413 -> "The request is too large.";
          case 414 -> RequestSize.ADDRESS_TOO_LONG;
          case 415 -> "The body must be sent as application/json.";
          case 422 -> "The request holds something that cannot be taken.";
          case 431 -> RequestSize.HEADERS_TOO_LARGE;
          case 501, 505 -> "The request asks for something that this server does not speak.";
          case 503 -> "The service is not available at the moment. Please try again soon.";
          default ->
              status.is5xxServerError()
                  ? "Something went wrong on the server. Please try again later."
                  : "The request cannot be answered.";
        };
    return switch (status.value()) {
      case 401 -> unauthorized(sentence);
      case 503 -> tryLater(sentence, OUTAGE_RETRY);
      default -> Problem.of(status, sentence);
    };
  }

  private static Problem told(Problem problem, String sentence, HttpHeaders more) {
    HttpHeaders headers = new HttpHeaders(problem.headers());
    headers.putAll(more);
    return new Problem(problem.status(), sentence, headers, problem.fields());
  }

  private static Problem refused(PileProblem problem) {
    return Problem.of(
        switch (problem.kind()) {
          case BROKEN_RULE -> BAD_REQUEST;
          case NOT_FOUND -> NOT_FOUND;
          case MOVED_ON -> PRECONDITION_FAILED;
        },
        problem.sentence());
  }

  private static Problem multipart(Throwable multipart, HttpServletRequest request) {
    if (!RequestBodyFilter.isMultipart(request)) {
      return Problem.of(UNSUPPORTED_MEDIA_TYPE, "The body must be sent as multipart/form-data.")
          .with(HttpHeaders.ACCEPT, MediaType.MULTIPART_FORM_DATA_VALUE);
    }
    for (Throwable cause = multipart; cause != null; cause = cause.getCause()) {
      String name = cause.getClass().getSimpleName();
      if (name.contains("CountLimit")) {
        return Problem.badInput(
            new FieldProblem("body", "has too many parts", FieldProblem.TOO_LARGE));
      }
      if (name.contains("Size")) {
        return tooLarge(RequestBodyFilter.UPLOAD_LIMIT);
      }
    }
    return Problem.badInput(
        new FieldProblem("body", "must be valid multipart/form-data", FieldProblem.MALFORMED));
  }

  private static Problem tooLarge(DataSize limit) {
    long mebibytes = limit.toMegabytes();
    return Problem.of(
        CONTENT_TOO_LARGE,
        "The body is larger than "
            + (mebibytes > 0 ? mebibytes + " MiB" : limit.toBytes() + " bytes")
            + ", which is the most that is taken here.");
  }

  private static Problem unauthorized(String sentence) {
    return Problem.of(UNAUTHORIZED, sentence).with(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }

  private static Problem unreachable() {
    return tryLater(
        "The pile cannot be reached at the moment. Please try again soon.", OUTAGE_RETRY);
  }

  private static Problem tryLater(String sentence, Duration retryAfter) {
    return Problem.of(SERVICE_UNAVAILABLE, sentence)
        .with(HttpHeaders.RETRY_AFTER, wholeSeconds(retryAfter));
  }

  private static Problem tooMany(TooManyRequestsException often) {
    long seconds = wholeSeconds(often.retryAfter());
    return Problem.of(
            TOO_MANY_REQUESTS,
            often.getMessage()
                + " Please try again in "
                + (seconds == 1 ? "a second." : seconds + " seconds."))
        .with(HttpHeaders.RETRY_AFTER, seconds);
  }

  private static long wholeSeconds(Duration retryAfter) {
    return Math.max(1, retryAfter.plusSeconds(1).minusNanos(1).toSeconds());
  }

  private static Problem wrongMethod(HttpRequestMethodNotSupportedException method) {
    Set<HttpMethod> possible =
        Objects.requireNonNullElse(method.getSupportedHttpMethods(), Set.of());
    String words =
        possible.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    Problem problem =
        Problem.of(
            method.getStatusCode(),
            method.getMethod()
                + " is not possible here."
                + (words.isEmpty() ? "" : " Possible: " + words + "."));
    return words.isEmpty() ? problem : problem.with(HttpHeaders.ALLOW, words);
  }

  private static Problem wrongMediaType(HttpMediaTypeException media) {
    String types =
        media.getSupportedMediaTypes().stream()
            .filter(type -> !type.isWildcardSubtype())
            .map(MediaType::toString)
            .distinct()
            .collect(Collectors.joining(", "));
    String named = types.isEmpty() ? MediaType.APPLICATION_JSON_VALUE : types;
    return media instanceof HttpMediaTypeNotAcceptableException refused
        ? Problem.of(refused.getStatusCode(), "This path can answer only as " + named + ".")
        : Problem.of(UNSUPPORTED_MEDIA_TYPE, "The body must be sent as " + named + ".")
            .with(HttpHeaders.ACCEPT, named);
  }

  private static Throwable root(Throwable failure) {
    return NestedExceptionUtils.getMostSpecificCause(failure);
  }
}

package dev.comicpile.web;

import dev.comicpile.api.problem.PileProblem;
import dev.comicpile.api.problem.PileRefusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Translates failures into what is told to the client. Only what is our own fault is logged as one.
 */
final class Problems {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private static final Duration OUTAGE_RETRY = Duration.ofSeconds(2);

  private Problems() {}

  /** What to tell the client of a failure. */
  static Problem of(Throwable failure, HttpServletRequest request) {
    Problem known = known(failure, request);
    if (known != null) {
      return known;
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof PileRefusal refusal) {
        return refused(refusal.problem());
      }
      if (cause instanceof BodyTooLargeException tooLarge) {
        return tooLarge(tooLarge.limit());
      }
    }
    if (Outage.isUnreachable(failure)) {
      log.warn(
          "{} {}: the database cannot be reached: {}",
          request.getMethod(),
          request.getRequestURI(),
          rootOf(failure));
      return unreachable();
    }
    if (Outage.isConflict(failure)) {
      log.info("{} {}: lost to other writers", request.getMethod(), request.getRequestURI());
      return Problem.of(
          HttpStatus.CONFLICT,
          "Somebody else changed the same thing at the same time. Please try again.");
    }
    log.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
    return of(HttpStatus.INTERNAL_SERVER_ERROR, request);
  }

  private static @Nullable Problem known(Throwable failure, HttpServletRequest request) {
    return switch (failure) {
      case PileRefusal refusal -> refused(refusal.problem());
      case BadInputException bad -> Problem.badInput(bad.problems());
      case TryLaterException later ->
          tryLater(Objects.requireNonNull(later.getMessage()), later.retryAfter());
      case BodyTooLargeException large -> tooLarge(large.limit());
      case TooManyRequestsException often -> tooMany(often);

      case MethodArgumentNotValidException invalid ->
          Problem.badInput(InputProblems.of(invalid.getBindingResult(), invalid.getParameter()));
      case HandlerMethodValidationException invalid when !invalid.isForReturnValue() ->
          Problem.badInput(InputProblems.of(invalid));
      case ConstraintViolationException invalid ->
          Problem.badInput(InputProblems.of(invalid.getConstraintViolations()));
      case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
      case MethodArgumentTypeMismatchException mismatch ->
          Problem.badInput(InputProblems.of(mismatch));
      case MissingServletRequestParameterException missing ->
          Problem.badInput(FieldProblem.missing("query." + missing.getParameterName()));
      case MissingRequestHeaderException missing ->
          Problem.badInput(FieldProblem.missing("header." + missing.getHeaderName()));
      case MissingServletRequestPartException missing ->
          Problem.badInput(FieldProblem.missing("body." + missing.getRequestPartName()));
      case MaxUploadSizeExceededException large ->
          tooLarge(
              large.getMaxUploadSize() > 0
                  ? DataSize.ofBytes(large.getMaxUploadSize())
                  : RequestBodyFilter.UPLOAD_LIMIT);
      case MultipartException multipart -> multipart(multipart, request);

      case AuthenticationServiceException unable -> {
        log.warn("tokens cannot be checked: {}", rootOf(unable));
        yield tryLater(
            "Access tokens cannot be checked at the moment. Please try again soon.", OUTAGE_RETRY);
      }
      case OAuth2AuthenticationException _ ->
          unauthorized("The access token is malformed, expired or revoked. Please log in again.");
      case AuthenticationException _ ->
          unauthorized("An access token is needed. Please log in first.");
      case AccessDeniedException _ -> of(HttpStatus.FORBIDDEN, request);

      case NoResourceFoundException _ -> of(HttpStatus.NOT_FOUND, request);
      case HttpRequestMethodNotSupportedException method -> wrongMethod(method);
      case HttpMediaTypeException media -> wrongMediaType(media, request);
      case AsyncRequestTimeoutException _ -> unreachable();
      case ResponseStatusException given
          when given.getReason() != null && !given.getStatusCode().is5xxServerError() ->
          given.getStatusCode().value() == HttpStatus.UNAUTHORIZED.value()
              ? unauthorized(given.getReason())
              : new Problem(
                  given.getStatusCode(), given.getReason(), given.getHeaders(), List.of());
      case ResponseStatusException given -> of(given.getStatusCode(), request);
      case ServletRequestBindingException _ -> of(HttpStatus.UNPROCESSABLE_CONTENT, request);
      case ErrorResponse response when response.getStatusCode().is4xxClientError() -> {
        Problem problem = of(response.getStatusCode(), request);
        yield new Problem(problem.status(), problem.sentence(), response.getHeaders(), List.of());
      }
      default -> null;
    };
  }

  /** What to tell where nothing but the status is known. */
  static Problem of(HttpStatusCode status, HttpServletRequest request) {
    String sentence =
        switch (status.value()) {
          case 400 -> "The request is not valid HTTP or its path is malformed.";
          case 403 -> "Only an admin may do that.";
          case 404 -> "There is nothing at this path. See /docs for what there is.";
          case 405 -> "This method is not possible here.";
          case 413 -> "The request is too large.";
          case 414 -> "The path is too long.";
          case 415 -> "The body must be sent as application/json.";
          case 422 -> "The request holds something that cannot be taken.";
          case 501, 505 -> "The request asks for something that this server does not speak.";
          case 503 -> "The service is not available at the moment. Please try again soon.";
          default ->
              status.is5xxServerError()
                  ? "Something went wrong on the server. Please try again later."
                  : "The request cannot be answered.";
        };
    Problem problem = Problem.of(status, sentence);
    if (status.value() == 401) {
      return unauthorized("An access token is needed. Please log in first.");
    }
    return status.value() == 503
        ? problem.with(HttpHeaders.RETRY_AFTER, String.valueOf(OUTAGE_RETRY.toSeconds()))
        : problem;
  }

  private static Problem refused(PileProblem problem) {
    return Problem.of(
        switch (problem.kind()) {
          case BROKEN_RULE -> HttpStatus.BAD_REQUEST;
          case NOT_FOUND -> HttpStatus.NOT_FOUND;
          case MOVED_ON -> HttpStatus.PRECONDITION_FAILED;
        },
        problem.sentence());
  }

  private static Problem unreadable(HttpMessageNotReadableException unreadable) {
    for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLargeException tooLarge) {
        return tooLarge(tooLarge.limit());
      }
    }
    return Problem.badInput(InputProblems.of(unreadable));
  }

  private static Problem multipart(MultipartException multipart, HttpServletRequest request) {
    if (!String.valueOf(request.getContentType()).toLowerCase().startsWith("multipart/")) {
      return Problem.of(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be sent as multipart/form-data.")
          .with(HttpHeaders.ACCEPT, MediaType.MULTIPART_FORM_DATA_VALUE);
    }
    for (Throwable cause = multipart; cause != null; cause = cause.getCause()) {
      String name = cause.getClass().getSimpleName();
      if (name.contains("Size") || name.contains("CountLimit")) {
        return tooLarge(RequestBodyFilter.UPLOAD_LIMIT);
      }
    }
    return Problem.badInput(
        new FieldProblem("body", "must be valid multipart/form-data", FieldProblem.MALFORMED));
  }

  private static Problem tooLarge(DataSize limit) {
    long mebibytes = limit.toMegabytes();
    return Problem.of(
        HttpStatus.CONTENT_TOO_LARGE,
        "The body is larger than "
            + (mebibytes > 0 ? mebibytes + " MiB" : limit.toBytes() + " bytes")
            + ", which is the most that is taken here.");
  }

  private static Problem unauthorized(String sentence) {
    return Problem.of(HttpStatus.UNAUTHORIZED, sentence)
        .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }

  private static Problem unreachable() {
    return tryLater(
        "The pile cannot be reached at the moment. Please try again soon.", OUTAGE_RETRY);
  }

  private static Problem tryLater(String sentence, Duration retryAfter) {
    return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, sentence)
        .with(HttpHeaders.RETRY_AFTER, String.valueOf(wholeSeconds(retryAfter)));
  }

  private static Problem tooMany(TooManyRequestsException often) {
    long seconds = wholeSeconds(often.retryAfter());
    return Problem.of(
            HttpStatus.TOO_MANY_REQUESTS,
            often.getMessage()
                + " Please try again in "
                + (seconds == 1 ? "a second." : seconds + " seconds."))
        .with(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
  }

  private static long wholeSeconds(Duration retryAfter) {
    return Math.max(1, retryAfter.plusSeconds(1).minusNanos(1).toSeconds());
  }

  private static Problem wrongMethod(HttpRequestMethodNotSupportedException method) {
    Collection<HttpMethod> possible = method.getSupportedHttpMethods();
    String words =
        possible == null
            ? ""
            : possible.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    Problem problem =
        Problem.of(
            HttpStatus.METHOD_NOT_ALLOWED,
            method.getMethod()
                + " is not possible here."
                + (words.isEmpty() ? "" : " Possible: " + words + "."));
    return words.isEmpty() ? problem : problem.with(HttpHeaders.ALLOW, words);
  }

  private static Problem wrongMediaType(HttpMediaTypeException media, HttpServletRequest request) {
    HttpStatusCode status =
        media instanceof ErrorResponse response
            ? response.getStatusCode()
            : HttpStatus.UNSUPPORTED_MEDIA_TYPE;
    String types =
        media.getSupportedMediaTypes().stream()
            .filter(type -> !type.isWildcardSubtype())
            .map(MediaType::toString)
            .distinct()
            .collect(Collectors.joining(", "));
    if (types.isEmpty()) {
      types = MediaType.APPLICATION_JSON_VALUE;
    }
    return status.value() == HttpStatus.NOT_ACCEPTABLE.value()
        ? Problem.of(status, "This path can answer only as " + types + ".")
        : Problem.of(status, "The body must be sent as " + types + ".")
            .with(HttpHeaders.ACCEPT, types);
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.toString();
  }
}

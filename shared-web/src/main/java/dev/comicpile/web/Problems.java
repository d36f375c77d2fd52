package dev.comicpile.web;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.INTERNAL_SERVER_ERROR;
import static org.springframework.http.HttpStatus.METHOD_NOT_ALLOWED;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.PRECONDITION_FAILED;
import static org.springframework.http.HttpStatus.UNAUTHORIZED;
import static org.springframework.http.HttpStatus.UNSUPPORTED_MEDIA_TYPE;

import dev.comicpile.api.problem.PileProblem;
import dev.comicpile.api.problem.PileRefusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Translates failures into what is told to the client. Only what is our own fault is logged as one.
 */
final class Problems {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private static final Duration OUTAGE_RETRY = Duration.ofSeconds(2);

  private static final Duration FULL_RETRY = Duration.ofMinutes(1);

  /** It waits for whoever runs the system. */
  private static final Duration UNREADABLE_RETRY = Duration.ofMinutes(5);

  private Problems() {}

  /** What to tell the client of a failure. */
  static ProblemException of(Throwable failure, HttpServletRequest request) {
    String method = request.getMethod();
    String path = request.getRequestURI();
    if (Outage.isDiskFull(failure)) {
      log.error("{} {}: {}", method, path, root(failure).toString());
      return new TryLaterException(
          "There is no room left on the server's disk. Please try again later.", FULL_RETRY);
    }
    ProblemException known = known(failure, request);
    if (known != null) {
      return known;
    }
    if (Outage.isUnreachable(failure)) {
      // That something is away is in the log once, when it goes and when it comes.
      log.debug("{} {}: what it needs cannot be reached: {}", method, path, root(failure));
      return new TryLaterException(
          "The pile cannot be reached at the moment. Please try again soon.", OUTAGE_RETRY);
    }
    if (Outage.isConflict(failure)) {
      log.info("{} {}: lost to other writers", method, path);
      return new ProblemException(
          CONFLICT, "Somebody else changed the same thing at the same time. Please try again.");
    }
    if (Outage.isUnreadable(failure)) {
      log.error("{} {}: an event cannot be read: {}", method, path, root(failure).toString());
      return new TryLaterException(
          "The pile cannot be read: an event of it is damaged, or of a newer version of Comic Pile."
              + " Whoever runs this server can see why.",
          UNREADABLE_RETRY);
    }
    log.error("{} {} failed", method, path, failure);
    return of(INTERNAL_SERVER_ERROR);
  }

  /** Whether the client's own request could not be read, which is nothing to write down. */
  static boolean isBrokenOff(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(cause -> cause instanceof BadRequestException || isReadAgain(cause));
  }

  /** A second look at a body that broke off is told by where it comes from alone. */
  private static boolean isReadAgain(Throwable failure) {
    return failure instanceof IOException
        && failure.getStackTrace().length > 0
        && failure.getStackTrace()[0].getClassName().startsWith("org.apache.coyote.http11.filters");
  }

  /** What is inside says more than what it is wrapped in. */
  @SuppressWarnings("ReferenceEquality") // some are their own cause
  private static @Nullable ProblemException known(Throwable failure, HttpServletRequest request) {
    Throwable cause = failure.getCause();
    ProblemException inside = cause == null || cause == failure ? null : known(cause, request);
    return inside == null ? itself(failure, request) : inside;
  }

  private static @Nullable ProblemException itself(Throwable failure, HttpServletRequest request) {
    List<FieldProblem> fields = InputProblems.of(failure);
    if (!fields.isEmpty()) {
      return new BadInputException(fields);
    }
    return switch (failure) {
      case ProblemException told -> told;
      case PileRefusal refusal -> refused(refusal.problem());

      case MaxUploadSizeExceededException _ ->
          new BodyTooLargeException(RequestBodies.UPLOAD_LIMIT);
      case MultipartException multipart -> multipart(multipart, request);
      case InvalidParameterException parts when RequestBodies.isMultipart(request) ->
          multipart(parts, request);
      case IOException broken when isBrokenOff(broken) ->
          new ProblemException(BAD_REQUEST, "The body could not be read to its end.");
      case RequestRejectedException _ ->
          new ProblemException(
              BAD_REQUEST, "The address holds characters that are not allowed there.");
      case InvalidParameterException _ ->
          new ProblemException(BAD_REQUEST, "The query of the address cannot be decoded.");

      case AuthenticationServiceException unable -> {
        log.warn("tokens cannot be checked: {}", root(unable));
        yield new TryLaterException(
            "Access tokens cannot be checked at the moment. Please try again soon.", OUTAGE_RETRY);
      }
      case OAuth2AuthenticationException _ ->
          new ProblemException(
              UNAUTHORIZED,
              "The access token is malformed, expired or revoked. Please log in again.");
      case AuthenticationException _ -> of(UNAUTHORIZED);
      case AccessDeniedException _ -> of(FORBIDDEN);

      case HttpRequestMethodNotSupportedException method ->
          notHere(request, method.getSupportedHttpMethods());
      case NoResourceFoundException _ when ApiPath.isApi(request) -> notHere(request, null);
      case HttpMediaTypeException media -> wrongMediaType(media);
      case ResponseStatusException given
          when given.getReason() != null && !given.getStatusCode().is5xxServerError() ->
          new ProblemException(given.getStatusCode(), given.getReason())
              .with(given.getHeaders())
              .with(given.getBody().getProperties());
      case ErrorResponse response when response.getStatusCode() != INTERNAL_SERVER_ERROR ->
          of(response.getStatusCode()).with(response.getHeaders());
      default -> null;
    };
  }

  /** What to tell where nothing but the status is known. */
  static ProblemException of(HttpStatusCode status) {
    return switch (status.value()) {
      case 414 -> RequestSize.addressTooLong();
      case 431 -> RequestSize.headersTooLarge();
      case 503 ->
          new TryLaterException(
              "The service is not available at the moment. Please try again soon.", OUTAGE_RETRY);
      default -> new ProblemException(status, sentence(status));
    };
  }

  private static String sentence(HttpStatusCode status) {
    return switch (status.value()) {
      case 400 -> "The request is not valid HTTP or its path is malformed.";
      case 401 -> "An access token is needed. Please log in first.";
      case 403 -> "Only an admin may do that.";
      case 404 -> "There is nothing at this path. See /docs for what there is.";
      case 405 -> "This method is not possible here.";
      case 413 -> "The request is too large.";
      case 415 -> "The body must be sent as application/json.";
      case 422 -> "The request holds something that cannot be taken.";
      case 501, 505 -> "The request asks for something that this server does not speak.";
      default ->
          status.is5xxServerError()
              ? "Something went wrong on the server. Please try again later."
              : "The request cannot be answered.";
    };
  }

  private static ProblemException refused(PileProblem problem) {
    return new ProblemException(
            switch (problem.kind()) {
              case BROKEN_RULE -> BAD_REQUEST;
              case NOT_FOUND -> NOT_FOUND;
              case SOMETHING_ELSE_FIRST -> CONFLICT;
              case MOVED_ON -> PRECONDITION_FAILED;
            },
            problem.sentence())
        .with(Map.of(ProblemException.CODE, problem.code(), "values", problem.values()));
  }

  private static ProblemException multipart(Throwable multipart, HttpServletRequest request) {
    if (!RequestBodies.isMultipart(request)) {
      return mustBeSentAs(MediaType.MULTIPART_FORM_DATA_VALUE);
    }
    for (Throwable cause = multipart; cause != null; cause = cause.getCause()) {
      String name = cause.getClass().getSimpleName();
      if (name.contains("CountLimit")) {
        return new BadInputException(
            new FieldProblem("body", "has too many parts", FieldProblem.TOO_LARGE));
      }
      if (name.contains("Size")) {
        return new BodyTooLargeException(RequestBodies.UPLOAD_LIMIT);
      }
    }
    return new BadInputException(
        new FieldProblem("body", "must be valid multipart/form-data", FieldProblem.MALFORMED));
  }

  /** Nothing is at the path, or something else can be done there. */
  private static ProblemException notHere(
      HttpServletRequest request, @Nullable Collection<HttpMethod> own) {
    Set<HttpMethod> methods = DocumentedMethods.at(request);
    HttpMethod asked = HttpMethod.valueOf(request.getMethod());
    HttpMethod documented = asked.equals(HttpMethod.HEAD) ? HttpMethod.GET : asked;
    if (asked.equals(HttpMethod.OPTIONS) || methods.contains(documented)) {
      // it is for the other service to answer
      methods.clear();
    }
    if (own != null) {
      methods.addAll(own);
    }
    if (methods.isEmpty()) {
      return of(NOT_FOUND);
    }
    HttpHeaders allowed = new HttpHeaders();
    allowed.setAllow(methods);
    return new ProblemException(
            METHOD_NOT_ALLOWED,
            request.getMethod() + " is not possible here. Possible: " + words(methods) + ".")
        .with(allowed);
  }

  private static ProblemException wrongMediaType(HttpMediaTypeException media) {
    List<MediaType> types =
        media.getSupportedMediaTypes().stream().filter(type -> !type.isWildcardSubtype()).toList();
    String named = types.isEmpty() ? MediaType.APPLICATION_JSON_VALUE : words(types);
    return media instanceof HttpMediaTypeNotAcceptableException refused
        ? new ProblemException(
            refused.getStatusCode(), "This path can answer only as " + named + ".")
        : mustBeSentAs(named);
  }

  private static String words(@Nullable Collection<?> things) {
    return things == null
        ? "none"
        : things.stream()
            .map(String::valueOf)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
  }

  private static ProblemException mustBeSentAs(String types) {
    ProblemException problem =
        new ProblemException(UNSUPPORTED_MEDIA_TYPE, "The body must be sent as " + types + ".");
    problem.getHeaders().set(HttpHeaders.ACCEPT, types);
    return problem;
  }

  private static Throwable root(Throwable failure) {
    return NestedExceptionUtils.getMostSpecificCause(failure);
  }
}

package dev.comicpile.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

/** Answers every failure, of controllers and of filters, as problem details (RFC 9457). */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemAdvice {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  private static final URI NO_TYPE = URI.create("about:blank");

  @ExceptionHandler(Exception.class)
  @Nullable ResponseEntity<ProblemDetail> handle(
      Exception failure, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    if (!Outage.isUnreachable(failure)
        && DisconnectedClientHelper.isClientDisconnectedException(failure)) {
      log.debug("the client has gone away", failure);
      return null;
    }
    if (response.isCommitted() && Problems.isBrokenOff(failure)) {
      return null;
    }
    if (response.isCommitted()) {
      // A part of the answer is out; a problem would look like more of it. The container closes
      // the connection instead.
      throw failure;
    }
    return answer(Problems.of(failure, request), request);
  }

  static ResponseEntity<ProblemDetail> answer(Problem problem, HttpServletRequest request) {
    ProblemDetail detail = ProblemDetail.forStatusAndDetail(problem.status(), problem.sentence());
    detail.setType(NO_TYPE);
    detail.setTitle(problem.title());
    detail.setInstance(path(request));
    if (!problem.fields().isEmpty()) {
      detail.setProperty("errors", problem.fields());
    }
    return ResponseEntity.status(problem.status())
        .headers(problem.headers())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(detail);
  }

  private static @Nullable URI path(HttpServletRequest request) {
    Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    String path = original == null ? request.getRequestURI() : original.toString();
    try {
      return URI.create(path);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

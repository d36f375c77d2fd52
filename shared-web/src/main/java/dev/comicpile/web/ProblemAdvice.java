package dev.comicpile.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers every failure, of controllers and of filters, as problem details (RFC 9457). */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemAdvice {

  @ExceptionHandler(Exception.class)
  @Nullable ResponseEntity<ProblemDetail> handle(
      Exception failure, HttpServletRequest request, HttpServletResponse response) {
    if (response.isCommitted()) {
      // the client is gone, or the web server has refused its request by itself
      return null;
    }
    ProblemException problem = Problems.of(failure, request);
    if (problem.getStatusCode().is5xxServerError()) {
      // What could not be answered is of no version.
      response.setHeader(HttpHeaders.ETAG, null);
      response.setHeader(PileVersionHeader.NAME, null);
    }
    return ResponseEntity.status(problem.getStatusCode())
        .headers(problem.getHeaders())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem.getBody());
  }
}

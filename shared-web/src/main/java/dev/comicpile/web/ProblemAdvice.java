package dev.comicpile.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
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

  @ExceptionHandler(Exception.class)
  @Nullable ResponseEntity<ProblemDetail> handle(
      Exception failure, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    if (isOfClientThatIsGone(failure)
        || (response.isCommitted() && Problems.isBrokenOff(failure))) {
      return null;
    }
    if (response.isCommitted()) {
      // A part of the answer is out; a problem would look like more of it. The container closes
      // the connection instead.
      throw failure;
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

  /**
   * Spring goes by what the innermost exception says, too, and that may be the client's own words:
   * only those of input and output are trusted with it.
   */
  private static boolean isOfClientThatIsGone(Exception failure) {
    return NestedExceptionUtils.getMostSpecificCause(failure) instanceof IOException
        && !Outage.isUnreachable(failure)
        && DisconnectedClientHelper.isClientDisconnectedException(failure);
  }
}

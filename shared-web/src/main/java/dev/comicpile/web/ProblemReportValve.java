package dev.comicpile.web;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * Answers as problem details what Tomcat refuses before any filter sees it, such as a path that
 * cannot be decoded, and with the headers that every answer has.
 */
final class ProblemReportValve extends ErrorReportValve {

  private final AnswerHeaders headers;

  ProblemReportValve(AnswerHeaders headers) {
    this.headers = headers;
  }

  @Override
  protected void report(Request request, Response response, Throwable failure) {
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    boolean pathRead = request.getRequestURI() != null;
    Problem problem =
        isTooLarge(request)
            ? Problem.of(
                pathRead ? HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE : HttpStatus.URI_TOO_LONG,
                pathRead ? RequestSize.HEADERS_TOO_LARGE : RequestSize.ADDRESS_TOO_LONG)
            : Problems.of(HttpStatusCode.valueOf(response.getStatus()), request);
    try {
      response.setStatus(problem.status().value());
      headers.setUnread(request, response);
      problem.headers().forEach((name, values) -> response.setHeader(name, values.getFirst()));
      response.setContentType("application/problem+json");
      response.setCharacterEncoding(StandardCharsets.UTF_8.name());
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(
            "{\"type\":\"about:blank\",\"title\":\""
                + problem.title()
                + "\",\"status\":"
                + problem.status().value()
                + ",\"detail\":\""
                + problem.sentence()
                + "\"}");
        response.finishResponse();
      }
    } catch (IOException e) {
      // the client has gone away
    }
  }

  /** Tomcat says it by nothing but the words of what it threw while it read the request. */
  private static boolean isTooLarge(Request request) {
    return request.getCoyoteRequest().getAttribute("jakarta.servlet.error.exception")
            instanceof IllegalArgumentException failure
        && String.valueOf(failure.getMessage()).contains("header is too large");
  }
}

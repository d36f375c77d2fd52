package dev.comicpile.web;

import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers as problem details, with the headers that every answer has, what no controller or filter
 * has answered: what Tomcat refuses before any of them sees it, such as a path that cannot be
 * decoded, and what failed outside of them.
 */
final class ProblemReportValve extends ErrorReportValve {

  private static final Pattern TOO_LARGE =
      Pattern.compile("header is too large|maximum allowed number of headers");

  private final AnswerHeaders headers;
  private final JsonMapper json;

  ProblemReportValve(AnswerHeaders headers, JsonMapper json) {
    this.headers = headers;
    this.json = json;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    ProblemException problem = problem(request, response, failure);
    response.setStatus(problem.getStatusCode().value());
    headers.setUnread(request, response);
    problem.getHeaders().forEach((name, values) -> response.setHeader(name, values.getFirst()));
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    try {
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(json.writeValueAsString(problem.getBody()));
        response.finishResponse();
      }
    } catch (IOException e) {
      // the client has gone away
    }
  }

  private static ProblemException problem(
      Request request, Response response, @Nullable Throwable failure) {
    if (isTooLarge(request)) {
      return request.getRequestURI() == null
          ? RequestSize.addressTooLong()
          : RequestSize.headersTooLarge();
    }
    return failure != null && (response.getStatus() >= 500 || Problems.isBrokenOff(failure))
        ? Problems.of(failure, request)
        : Problems.of(HttpStatusCode.valueOf(response.getStatus()));
  }

  /** Tomcat says it by nothing but the words of what it threw while it read the request. */
  private static boolean isTooLarge(Request request) {
    return request.getCoyoteRequest().getAttribute(RequestDispatcher.ERROR_EXCEPTION)
            instanceof RuntimeException failure
        && TOO_LARGE.matcher(String.valueOf(failure.getMessage())).find();
  }
}

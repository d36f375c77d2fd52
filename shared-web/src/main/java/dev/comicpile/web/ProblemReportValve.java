package dev.comicpile.web;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatus;

/**
 * Answers as problem details what Tomcat refuses before any filter sees it, such as a path that
 * cannot be decoded. Tomcat makes it from its class name, so it is public.
 */
public final class ProblemReportValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, Throwable failure) {
    int code = response.getStatus();
    if (code < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    Problem problem = Problems.of(org.springframework.http.HttpStatusCode.valueOf(code), request);
    HttpStatus status = HttpStatus.resolve(code);
    String title = status == null ? "Error" : status.getReasonPhrase();
    try {
      response.setContentType("application/problem+json");
      response.setCharacterEncoding(StandardCharsets.UTF_8.name());
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(
            """
            {"type":"about:blank","title":"%s","status":%d,"detail":"%s"}\
            """
                .formatted(title, code, problem.sentence()));
        response.finishResponse();
      }
    } catch (IOException e) {
      // the client has gone away
    }
  }
}

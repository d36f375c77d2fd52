package dev.comicpile.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.CoyoteAdapter;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.TLSClientHelloExtractor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tomcat's way from a request to its answer, which is counted from its beginning to its end. What
 * is answered before any filter sees it, such as {@code OPTIONS *}, has the headers of every answer
 * as well.
 */
final class RequestAdapter extends CoyoteAdapter {

  private final AnswerHeaders headers;
  private final LastRequests last;

  RequestAdapter(Connector connector, AnswerHeaders headers, LastRequests last) {
    super(connector);
    this.headers = headers;
    this.last = last;
  }

  /** What Tomcat answers, by itself, to who speaks HTTP where https is spoken. */
  static void answerPlainHttp(JsonMapper json) {
    ProblemException problem =
        new ProblemException(
            HttpStatus.BAD_REQUEST, "This address is to be called by https, not by http.");
    String body = json.writeValueAsString(problem.getBody());
    TLSClientHelloExtractor.USE_TLS_RESPONSE =
        String.join(
                "\r\n",
                "HTTP/1.1 400 ",
                "Content-Type: application/problem+json",
                "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length,
                "Cache-Control: private, no-cache",
                "Access-Control-Allow-Origin: *",
                "Connection: close",
                "",
                body)
            .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void service(org.apache.coyote.Request request, org.apache.coyote.Response response)
      throws Exception {
    if (!last.begin()) {
      // As the server does with those that it has not read yet.
      response.action(ActionCode.CLOSE_NOW, null);
      return;
    }
    if (last.isEnding()
        && response.getStatus() == HttpStatus.BAD_REQUEST.value()
        && request.getMimeHeaders().size() == 0) {
      // Of a request that comes while it is being paused, Tomcat reads no headers, and misses one.
      response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
    }
    try {
      super.service(request, response);
    } finally {
      last.end();
    }
  }

  @Override
  protected boolean postParseRequest(
      org.apache.coyote.Request parsed,
      Request request,
      org.apache.coyote.Response answer,
      Response response)
      throws IOException, ServletException {
    // Answers are given whole, which is always right. Of a range that is none, Spring makes a
    // refusal
    // that holds all of the document.
    parsed.getMimeHeaders().removeHeader(HttpHeaders.RANGE);
    boolean handled = super.postParseRequest(parsed, request, answer, response);
    if (!handled) {
      headers.setUnread(request, response);
    }
    return handled;
  }
}

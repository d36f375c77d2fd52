package dev.comicpile.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.CoyoteAdapter;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.ActionCode;

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

  @Override
  public void service(org.apache.coyote.Request request, org.apache.coyote.Response response)
      throws Exception {
    if (!last.begin()) {
      // As the server does with those that it has not read yet.
      response.action(ActionCode.CLOSE_NOW, null);
      return;
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
    boolean handled = super.postParseRequest(parsed, request, answer, response);
    if (!handled) {
      headers.setUnread(request, response);
    }
    return handled;
  }
}

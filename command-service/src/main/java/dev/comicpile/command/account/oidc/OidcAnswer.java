package dev.comicpile.command.account.oidc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/** What a provider has answered, which is never so much that there is no room for it. */
final class OidcAnswer implements ClientHttpResponse {

  /** The most that is read of a body, in bytes. */
  static final int MOST = 1 << 20;

  private final ClientHttpResponse answer;
  private final byte[] body;

  /**
   * Reads an answer.
   *
   * @throws IOException if it cannot be read, or its body is longer than {@link #MOST}
   */
  OidcAnswer(ClientHttpResponse answer) throws IOException {
    this.answer = answer;
    try {
      this.body = answer.getBody().readNBytes(MOST + 1);
      if (body.length > MOST) {
        throw new IOException("the answer is longer than " + MOST + " bytes");
      }
    } catch (IOException e) {
      answer.close();
      throw e;
    }
  }

  @Override
  public HttpStatusCode getStatusCode() throws IOException {
    return answer.getStatusCode();
  }

  @Override
  public String getStatusText() throws IOException {
    return answer.getStatusText();
  }

  @Override
  public HttpHeaders getHeaders() {
    return answer.getHeaders();
  }

  @Override
  public InputStream getBody() {
    return new ByteArrayInputStream(body);
  }

  @Override
  public void close() {
    answer.close();
  }
}

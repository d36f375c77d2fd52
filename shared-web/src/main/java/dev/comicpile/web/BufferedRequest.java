package dev.comicpile.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A request whose body has been read: it can be read again, and may say to be of another type. */
final class BufferedRequest extends HttpServletRequestWrapper {

  private final byte[] body;
  private final @Nullable String contentType;

  BufferedRequest(HttpServletRequest request, byte[] body, @Nullable String contentType) {
    super(request);
    this.body = body;
    this.contentType = contentType;
  }

  @Override
  public ServletInputStream getInputStream() {
    return new BodyStream(new ByteArrayInputStream(body));
  }

  @Override
  public @Nullable String getContentType() {
    return contentType;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isContentType(name) ? contentType : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return !isContentType(name)
        ? super.getHeaders(name)
        : Collections.enumeration(contentType == null ? List.of() : List.of(contentType));
  }

  private static boolean isContentType(String name) {
    return HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name);
  }

  private static final class BodyStream extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    BodyStream(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return bytes.read(buffer, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("the body has been read already");
    }
  }
}

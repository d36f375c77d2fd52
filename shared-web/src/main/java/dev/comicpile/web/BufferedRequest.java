package dev.comicpile.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A request whose body has been read. */
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
    return new BodyStream(body);
  }

  @Override
  public BufferedReader getReader() {
    String encoding = getCharacterEncoding();
    Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
    return new BufferedReader(new InputStreamReader(getInputStream(), charset));
  }

  @Override
  public int getContentLength() {
    return body.length;
  }

  @Override
  public long getContentLengthLong() {
    return body.length;
  }

  @Override
  public @Nullable String getContentType() {
    return contentType;
  }

  @Override
  public @Nullable String getHeader(String name) {
    if (HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name)) {
      return contentType;
    }
    return HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name)
        ? String.valueOf(body.length)
        : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    if (HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name)
        || HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name)) {
      String value = getHeader(name);
      return Collections.enumeration(value == null ? List.of() : List.of(value));
    }
    return super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = Collections.list(super.getHeaderNames());
    if (contentType != null
        && names.stream().noneMatch(HttpHeaders.CONTENT_TYPE::equalsIgnoreCase)) {
      names.add(HttpHeaders.CONTENT_TYPE);
    }
    return Collections.enumeration(names);
  }

  private static final class BodyStream extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    BodyStream(byte[] body) {
      bytes = new ByteArrayInputStream(body);
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

package dev.comicpile.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ResponseStatusException;

/**
 * Holds request bodies to their limit, whether or not they say their length, and lets an empty one
 * count as <code>{}</code>, whatever it says to be.
 */
final class RequestBodyFilter extends HttpFilter {

  /** The most a request body may hold. */
  static final DataSize LIMIT = DataSize.ofMegabytes(1);

  /** The most an uploaded file may hold. */
  static final DataSize UPLOAD_LIMIT = DataSize.ofMegabytes(5);

  /** What an upload may hold beside the file: part headers and boundaries. */
  private static final DataSize UPLOAD_OVERHEAD = DataSize.ofKilobytes(64);

  private static final String UPLOADS = "/import/";

  /** Takes whole systems, and reads them as they come. */
  private static final String ARCHIVES = "/api/admin/import/json";

  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

  private final transient DataSize archiveLimit;

  /**
   * A filter.
   *
   * @param archiveLimit the most that an import of a whole system may hold
   */
  RequestBodyFilter(DataSize archiveLimit) {
    this.archiveLimit = archiveLimit;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long length = request.getContentLengthLong();
    boolean without =
        length < 0
            && !WRITES.contains(request.getMethod())
            && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
    if (without || !ApiPath.isApi(request)) {
      chain.doFilter(request, response);
      return;
    }
    if (request.getRequestURI().equals(ARCHIVES)) {
      if (length > archiveLimit.toBytes()) {
        throw new BodyTooLargeException(archiveLimit);
      }
      chain.doFilter(new LimitedRequest(request, archiveLimit), response);
      return;
    }
    if (isMultipart(request)) {
      // parsed by the container, which counts for itself what does not say its length
      boolean upload = ApiPath.of(request).contains(UPLOADS);
      if (length
          > (upload ? UPLOAD_LIMIT.toBytes() + UPLOAD_OVERHEAD.toBytes() : LIMIT.toBytes())) {
        throw new BodyTooLargeException(upload ? UPLOAD_LIMIT : LIMIT);
      }
      chain.doFilter(request, response);
      return;
    }
    if (length > LIMIT.toBytes()) {
      throw new BodyTooLargeException(LIMIT);
    }
    byte[] body = read(request);
    if (body.length > LIMIT.toBytes()) {
      throw new BodyTooLargeException(LIMIT);
    }
    boolean empty = isBlank(body) && length <= body.length;
    chain.doFilter(
        empty && WRITES.contains(request.getMethod())
            ? new BufferedRequest(request, NOTHING, MediaType.APPLICATION_JSON_VALUE)
            : new BufferedRequest(request, body, request.getContentType()),
        response);
  }

  private static byte[] read(HttpServletRequest request) {
    try {
      return request.getInputStream().readNBytes((int) LIMIT.toBytes() + 1);
    } catch (IOException e) {
      // broken off or not in the encoding it says to be
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "The body could not be read to its end.", e);
    }
  }

  static boolean isMultipart(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
  }

  private static boolean isBlank(byte[] body) {
    for (byte each : body) {
      if (each != ' ' && each != '\t' && each != '\r' && each != '\n') {
        return false;
      }
    }
    return true;
  }

  /** A request whose body has been read. */
  private static final class BufferedRequest extends HttpServletRequestWrapper {

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
  }

  /** A request whose body is read as it comes, up to a limit. */
  private static final class LimitedRequest extends HttpServletRequestWrapper {

    private final DataSize limit;

    LimitedRequest(HttpServletRequest request, DataSize limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedStream(super.getInputStream(), limit);
    }
  }

  private static final class LimitedStream extends ServletInputStream {

    private final ServletInputStream body;
    private final DataSize limit;
    private long length;

    LimitedStream(ServletInputStream body, DataSize limit) {
      this.body = body;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int each = body.read();
      count(each < 0 ? 0 : 1);
      return each;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = body.read(buffer, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) {
      length += read;
      if (length > limit.toBytes()) {
        throw new BodyTooLargeException(limit);
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
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

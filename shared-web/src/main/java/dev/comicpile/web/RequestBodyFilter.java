package dev.comicpile.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.server.ResponseStatusException;

/**
 * Holds request bodies to their limit, whether or not they say their length, lets an empty one
 * count as <code>{}</code>, whatever it says to be, and refuses what nothing here can read.
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
    if (!ApiPath.isApi(request)) {
      chain.doFilter(request, response);
      return;
    }
    if (!WRITES.contains(request.getMethod())) {
      // A read has no body: what it says of one must not be looked at either.
      chain.doFilter(
          request.getContentType() == null
              ? request
              : new BufferedRequest(request, new byte[0], null),
          response);
      return;
    }
    long length = request.getContentLengthLong();
    if (length != 0) {
      requireNoCoding(request);
    }
    if (ApiPath.of(request).equals(ARCHIVES)) {
      if (length > archiveLimit.toBytes()) {
        throw new BodyTooLargeException(archiveLimit);
      }
      chain.doFilter(new LimitedRequest(request, archiveLimit), response);
      return;
    }
    boolean upload = isMultipart(request) && ApiPath.of(request).contains(UPLOADS);
    if (upload) {
      // parsed by the container, which counts for itself what does not say its length
      if (length > UPLOAD_LIMIT.toBytes() + UPLOAD_OVERHEAD.toBytes()) {
        throw new BodyTooLargeException(UPLOAD_LIMIT);
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
    if (isBlank(body) && length <= body.length) {
      chain.doFilter(
          new BufferedRequest(request, NOTHING, MediaType.APPLICATION_JSON_VALUE), response);
      return;
    }
    requireReadable(request, body);
    chain.doFilter(new BufferedRequest(request, body, request.getContentType()), response);
  }

  private static void requireNoCoding(HttpServletRequest request) {
    String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity")) {
      throw new ResponseStatusException(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be sent as it is, not compressed.");
    }
  }

  private static void requireReadable(HttpServletRequest request, byte[] body)
      throws HttpMediaTypeNotSupportedException {
    String type = request.getContentType();
    if (isMultipart(request) || isPattern(type)) {
      throw new HttpMediaTypeNotSupportedException("not JSON", List.of(MediaType.APPLICATION_JSON));
    }
    if (type != null && type.contains("json") && !isUtf8(body)) {
      throw new BadInputException(
          new FieldProblem("body", "must be valid JSON in UTF-8", FieldProblem.MALFORMED));
    }
  }

  /** Whether it names no type, but many: {@code application/*}. */
  private static boolean isPattern(@Nullable String type) {
    int end = type == null ? 0 : type.indexOf(';');
    return type != null && (end < 0 ? type : type.substring(0, end)).indexOf('*') >= 0;
  }

  /** Without longer forms of shorter ones and halves of pairs, which the JSON's reader takes. */
  private static boolean isUtf8(byte[] body) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static byte[] read(HttpServletRequest request) {
    try {
      return request.getInputStream().readNBytes((int) LIMIT.toBytes() + 1);
    } catch (IOException e) {
      // broken off or not in the encoding it says to be
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, Problems.BROKEN_OFF, e);
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
}

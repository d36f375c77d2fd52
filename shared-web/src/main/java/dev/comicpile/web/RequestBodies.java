package dev.comicpile.web;

import jakarta.servlet.http.HttpServletRequest;
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

/**
 * Holds request bodies to their limit, whether or not they say their length, lets an empty one
 * count as <code>{}</code>, whatever it says to be, and JSON's {@code null} too, and refuses what
 * nothing here can read.
 */
final class RequestBodies {

  /** The most a request body may hold. */
  static final DataSize LIMIT = DataSize.ofMegabytes(1);

  /** The most an uploaded file may hold. */
  static final DataSize UPLOAD_LIMIT = DataSize.ofMegabytes(5);

  /** What an upload may hold beside the file: part headers and boundaries. */
  private static final DataSize UPLOAD_OVERHEAD = DataSize.ofKilobytes(64);

  private static final String UPLOADS = "/import/";

  /** Take whole systems or piles, read them as they come and have limits of their own. */
  private static final Set<String> ARCHIVES =
      Set.of("/api/admin/import/json", "/api/account/import");

  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

  private RequestBodies() {}

  /** The request with a body that can be read, as often as it is asked for. */
  static HttpServletRequest checked(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    if (!ApiPath.isApi(request)) {
      return request;
    }
    if (!isWrite(request)) {
      // A read has no body: what it says of one must not be looked at either.
      return request.getContentType() == null
          ? request
          : new BufferedRequest(request, new byte[0], null);
    }
    requireNoCoding(request);
    String path = ApiPath.of(request);
    if (isReadAsItComes(request)) {
      return request;
    }
    long length = request.getContentLengthLong();
    if (isMultipart(request) && path.contains(UPLOADS)) {
      // parsed by the container, which counts for itself what does not say its length
      if (length > UPLOAD_LIMIT.toBytes() + UPLOAD_OVERHEAD.toBytes()) {
        throw new BodyTooLargeException(UPLOAD_LIMIT);
      }
      return request;
    }
    if (length > LIMIT.toBytes()) {
      throw new BodyTooLargeException(LIMIT);
    }
    byte[] body = read(request);
    String type = request.getContentType();
    if (isNothing(type, body)) {
      return new BufferedRequest(request, NOTHING, MediaType.APPLICATION_JSON_VALUE);
    }
    requireReadable(type, body);
    return new BufferedRequest(request, body, type);
  }

  private static void requireNoCoding(HttpServletRequest request) {
    String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (request.getContentLengthLong() != 0
        && coding != null
        && !coding.isBlank()
        && !coding.strip().equalsIgnoreCase("identity")) {
      throw new ProblemException(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be sent as it is, not compressed.");
    }
  }

  private static byte[] read(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes((int) LIMIT.toBytes() + 1);
    if (body.length > LIMIT.toBytes()) {
      throw new BodyTooLargeException(LIMIT);
    }
    return body;
  }

  private static boolean isNothing(@Nullable String type, byte[] body) {
    String text = new String(body, StandardCharsets.ISO_8859_1).strip();
    return text.isEmpty() || (text.equals("null") && isJson(type));
  }

  private static boolean isJson(@Nullable String type) {
    return type != null && type.contains("json");
  }

  private static void requireReadable(@Nullable String type, byte[] body)
      throws HttpMediaTypeNotSupportedException {
    if (type == null) {
      return;
    }
    // A pattern, such as application/*, names no type, but many.
    if (isMultipart(type) || type.split(";", 2)[0].contains("*")) {
      throw new HttpMediaTypeNotSupportedException("not JSON", List.of(MediaType.APPLICATION_JSON));
    }
    if (isJson(type) && !isUtf8(body)) {
      throw new BadInputException(
          new FieldProblem("body", "must be valid JSON in UTF-8", FieldProblem.MALFORMED));
    }
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

  /** Whether the request is meant to change something. */
  static boolean isWrite(HttpServletRequest request) {
    return WRITES.contains(request.getMethod());
  }

  /** Whether the body is left to who takes it. */
  static boolean isReadAsItComes(HttpServletRequest request) {
    return ARCHIVES.contains(ApiPath.of(request));
  }

  static boolean isMultipart(HttpServletRequest request) {
    return request.getContentType() != null && isMultipart(request.getContentType());
  }

  private static boolean isMultipart(String type) {
    return type.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
  }
}

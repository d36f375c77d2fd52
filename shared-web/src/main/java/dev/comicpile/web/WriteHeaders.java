package dev.comicpile.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.WriteConditions.Key;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/** Gives controllers the {@link WriteRequest} that the headers of a request make. */
public final class WriteHeaders implements HandlerMethodArgumentResolver {

  /** The header that names a write, so that sending it again does nothing but answer it again. */
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** What paths call the number of a user whose account or pile is written. */
  private static final String USER = "user_id";

  /** The most characters that a key may have. */
  static final int LONGEST_KEY = 200;

  private final Supplier<PileVersionHeader> versions;

  WriteHeaders(Supplier<PileVersionHeader> versions) {
    this.versions = versions;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == WriteRequest.class;
  }

  @Override
  public @Nullable Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest webRequest,
      @Nullable WebDataBinderFactory binderFactory) {
    HttpServletRequest request =
        Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
    if (!(request.getAttribute(ReaderAdmission.READER) instanceof Reader reader)) {
      throw new InsufficientAuthenticationException("no access token");
    }
    String named = key(request);
    Key key = named == null ? null : new Key(reader.id(), named, fingerprint(request));
    return new WriteRequest(
        reader,
        user(request).orElse(reader.id()),
        request.isSecure(),
        ForwardedPrefix.of(request),
        key,
        versions.get().expected(request));
  }

  /** The user whom the path names; empty where it names none, or none that can be. */
  private static Optional<ReaderId> user(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                instanceof Map<?, ?> variables
            && variables.get(USER) instanceof String id
        ? WholeNumber.inAddress(id).stream().mapToObj(ReaderId::new).findFirst()
        : Optional.empty();
  }

  /** The refusal of a key that belongs to another request. */
  public static BadInputException keyOfAnotherRequest() {
    return wrongKey("belongs to another request of yours already", FieldProblem.NOT_ALLOWED);
  }

  private static @Nullable String key(HttpServletRequest request) {
    List<String> given = Collections.list(request.getHeaders(IDEMPOTENCY_KEY));
    if (given.isEmpty()) {
      return null;
    }
    String key = given.getFirst().strip();
    if (given.size() > 1) {
      throw wrongKey("must be given once only", FieldProblem.NOT_ALLOWED);
    }
    if (key.isEmpty()) {
      throw wrongKey("must not be blank", FieldProblem.TOO_SHORT);
    }
    if (key.length() > LONGEST_KEY) {
      throw wrongKey("must have at most " + LONGEST_KEY + " characters", FieldProblem.TOO_LONG);
    }
    if (key.chars().anyMatch(Character::isISOControl)) {
      throw wrongKey("must not contain control characters", FieldProblem.NOT_ALLOWED);
    }
    return key;
  }

  private static BadInputException wrongKey(String message, String type) {
    return new BadInputException(new FieldProblem("header." + IDEMPOTENCY_KEY, message, type));
  }

  /** Every part with its length before it, so that no two requests are written the same. */
  private static String fingerprint(HttpServletRequest request) {
    MessageDigest sha256 = Sha256.digest();
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha256))) {
      write(out, request.getMethod());
      write(out, ApiPath.of(request));
      write(out, request.getQueryString());
      if (RequestBodies.isReadAsItComes(request)) {
        // It is told apart by who reads it.
      } else if (RequestBodies.isMultipart(request)) {
        // Boundaries differ each time the same file is sent.
        for (Part part : request.getParts()) {
          write(out, part.getName());
          write(out, part.getSubmittedFileName());
          out.writeLong(part.getSize());
          try (InputStream content = part.getInputStream()) {
            content.transferTo(out);
          }
        }
      } else {
        request.getInputStream().transferTo(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static void write(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}

package dev.comicpile.web;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.StoreIdentity;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * How clients read their own writes: every write answers the version the pile has reached, as a
 * header and as a cookie, and a read that carries either is answered from a view that has reached
 * it.
 *
 * <p>The cookie holds {@code <store>.<reader>.<version>}, because a browser keeps it while its user
 * logs in as another reader or the server gets a new store.
 */
public final class PileVersionHeader {

  /** The header, in requests and answers. */
  public static final String NAME = "Pile-Version";

  /** The cookie. */
  public static final String COOKIE = "pile_version";

  /** An entity tag: its store, reader and version. */
  private static final Pattern ETAG = Pattern.compile("W/\"(.+)\\.(\\d+)\\.(\\d{1,18})\\.\\d+\"");

  private static final Pattern QUOTED = Pattern.compile("\"(\\d{1,18})\"");

  private final StoreIdentity store;

  PileVersionHeader(StoreIdentity store) {
    this.store = store;
  }

  /**
   * The headers of the answer to a write, which name the version that a pile has reached. For the
   * pile of another reader there is no cookie: a browser keeps one, that of its own reader's pile.
   */
  public HttpHeaders ofWrite(WriteRequest write, ReaderId readerId, long version) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(NAME, Long.toString(version));
    if (readerId.equals(write.readerId())) {
      ResponseCookie cookie =
          ResponseCookie.from(COOKIE, store.storeId() + "." + readerId + "." + version)
              .path(write.prefix() + "/api")
              .httpOnly(true)
              .secure(write.secure())
              .sameSite("Lax")
              .build();
      headers.set(HttpHeaders.SET_COOKIE, cookie.toString());
    }
    return headers;
  }

  /** Says in the answer to a read which version it was answered from. */
  public void answerRead(HttpServletResponse response, long version) {
    response.setHeader(NAME, Long.toString(version));
  }

  /**
   * The versions that a read asks for, the highest first: the header's and the cookie's, each to be
   * judged alone, since any of them may be beyond what the stream holds. A cookie of another store
   * or reader does not count.
   *
   * @throws BadInputException if the header is no version
   */
  public List<Long> wanted(HttpServletRequest request, Reader reader) {
    List<Long> wanted = new ArrayList<>();
    for (var values = request.getHeaders(NAME); values.hasMoreElements(); ) {
      wanted.add(
          version(values.nextElement().strip())
              .orElseThrow(
                  () ->
                      new BadInputException(
                          new FieldProblem(
                              "header." + NAME,
                              "must be a version: a whole number, 0 or more",
                              FieldProblem.MALFORMED))));
    }
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      String prefix = store.storeId() + "." + reader.id() + ".";
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(COOKIE) && cookie.getValue().startsWith(prefix)) {
          version(cookie.getValue().substring(prefix.length())).ifPresent(wanted::add);
        }
      }
    }
    wanted.sort(Comparator.reverseOrder());
    return wanted;
  }

  /**
   * The entity tag of an answer that depends on nothing but the pile.
   *
   * @param revision of the view it was answered from
   */
  public String etag(Reader reader, long version, int revision) {
    return etagPrefix(reader) + version + "." + revision + "\"";
  }

  private String etagPrefix(Reader reader) {
    return "W/\"" + store.storeId() + "." + reader.id() + ".";
  }

  /**
   * The version at which a client holds an answer already, as {@code If-None-Match} says it; empty
   * where it holds none, or one that is not to be trusted any more.
   *
   * @param revision of the view that the answer would come from
   */
  public OptionalLong known(HttpServletRequest request, Reader reader, int revision) {
    String held = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    if (held == null) {
      return OptionalLong.empty();
    }
    String prefix = etagPrefix(reader);
    String suffix = "." + revision + "\"";
    return held.startsWith(prefix) && held.endsWith(suffix)
        ? version(
            held.substring(
                prefix.length(), Math.max(prefix.length(), held.length() - suffix.length())))
        : OptionalLong.empty();
  }

  /**
   * The version that a write expects a pile to be at, as {@code If-Match} says it: {@code 12},
   * {@code "12"} or the entity tag of a read. Null where any version will do.
   *
   * @throws BadInputException if the header is none of these
   */
  @Nullable ExpectedVersion expected(HttpServletRequest request) {
    List<String> given = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
    if (given.isEmpty()) {
      return null;
    }
    String value = given.getFirst().strip();
    if (given.size() == 1 && value.equals("*")) {
      return null;
    }
    Matcher etag = ETAG.matcher(value);
    if (given.size() == 1 && etag.matches()) {
      boolean here = etag.group(1).equals(store.storeId());
      long version = here ? Long.parseLong(etag.group(3)) : WriteConditions.OTHER_PILE;
      return new ExpectedVersion(version, etag.group(2));
    }
    Matcher quoted = QUOTED.matcher(value);
    OptionalLong version = version(quoted.matches() ? quoted.group(1) : value);
    if (given.size() > 1 || version.isEmpty()) {
      throw new BadInputException(
          new FieldProblem(
              "header." + HttpHeaders.IF_MATCH,
              "must be one version such as 12, the ETag of a read, or *",
              FieldProblem.MALFORMED));
    }
    return new ExpectedVersion(version.getAsLong(), null);
  }

  private static OptionalLong version(String value) {
    return value.startsWith("-") ? OptionalLong.empty() : WholeNumber.inAddress(value);
  }
}

package dev.comicpile.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;

/**
 * How long an address may be, how large all headers together, and how many there may be. The web
 * server's own limit of sizes, which is a little higher, knows but one for both.
 */
final class RequestSize {

  private static final int ADDRESS_BYTES = 8 * 1024;

  private static final int HEADER_BYTES = 32 * 1024;

  /** The web server holds them to it. To look for one of them takes longer, the more there are. */
  static final int HEADERS = 400;

  /** A colon, a space and the end of the line. */
  private static final int BETWEEN = 4;

  private RequestSize() {}

  /**
   * Refuses what is larger.
   *
   * @throws ProblemException 414 for the address, 431 for the headers
   */
  static void require(HttpServletRequest request) {
    String query = request.getQueryString();
    int address = request.getRequestURI().length() + (query == null ? 0 : query.length() + 1);
    if (address > ADDRESS_BYTES) {
      throw addressTooLong();
    }
    int headers = 0;
    for (var names = request.getHeaderNames(); names.hasMoreElements(); ) {
      String name = names.nextElement();
      for (var values = request.getHeaders(name); values.hasMoreElements(); ) {
        headers += name.length() + values.nextElement().length() + BETWEEN;
      }
    }
    if (headers > HEADER_BYTES) {
      throw headersTooLarge();
    }
  }

  static ProblemException addressTooLong() {
    return new ProblemException(HttpStatus.URI_TOO_LONG, "The address is longer than 8 KiB.");
  }

  static ProblemException headersTooLarge() {
    return new ProblemException(
        HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
        "The headers are larger than 32 KiB together, or more than " + HEADERS + ".");
  }
}

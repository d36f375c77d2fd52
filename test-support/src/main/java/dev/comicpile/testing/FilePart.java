package dev.comicpile.testing;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;

/** A file as a form sends it: the part {@code file} of a body, with a boundary of its own. */
final class FilePart {

  private final String boundary = "part-" + UUID.randomUUID();
  private final String filename;
  private final byte[] content;

  FilePart(String filename, byte[] content) {
    this.filename = filename;
    this.content = content;
  }

  /** The type of the whole body. */
  String type() {
    return "multipart/form-data; boundary=" + boundary;
  }

  BodyPublisher body() {
    return BodyPublishers.concat(
        BodyPublishers.ofString(
            """
            --%s\r
            Content-Disposition: form-data; name="file"; filename="%s"\r
            Content-Type: text/csv\r
            \r
            """
                .formatted(boundary, filename)),
        BodyPublishers.ofByteArray(content),
        BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
  }
}

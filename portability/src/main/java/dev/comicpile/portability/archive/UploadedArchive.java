package dev.comicpile.portability.archive;

import dev.comicpile.portability.format.Checks;
import dev.comicpile.web.BodyTooLargeException;
import dev.comicpile.web.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;

/** An archive that is the body of a request or the part {@code file} of a form. */
final class UploadedArchive {

  private static final String PART = "file";

  private UploadedArchive() {}

  /** What is done with the file while it is there. */
  @FunctionalInterface
  interface Work<T> {
    /**
     * Does it.
     *
     * @param name the SHA-256 of the file
     */
    T with(String name, Path file) throws IOException;
  }

  /**
   * Takes the archive of a request into a file, for as long as it is worked with.
   *
   * @throws BodyTooLargeException if it is larger than the limit
   * @throws HttpMessageNotReadableException if it is no JSON
   */
  static <T> T taken(HttpServletRequest request, DataSize limit, Work<T> work) throws IOException {
    Path file = Files.createTempFile("comic-pile-import", ".json");
    try {
      return work.with(spool(request, limit, file), file);
    } catch (JacksonException e) {
      throw new HttpMessageNotReadableException(
          "not an archive", e, new ServletServerHttpRequest(request));
    } finally {
      Files.delete(file);
    }
  }

  /** Writes the body to a file as it comes, and gives its SHA-256. */
  private static String spool(HttpServletRequest request, DataSize limit, Path file)
      throws IOException {
    requireWithin(limit, request.getContentLengthLong());
    MessageDigest sha256 = Sha256.digest();
    try (DigestOutputStream out = new DigestOutputStream(Files.newOutputStream(file), sha256)) {
      if (String.valueOf(request.getContentType()).regionMatches(true, 0, "multipart/", 0, 10)) {
        copyPart(request, limit, out);
      } else {
        copy(request.getInputStream(), limit, out);
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** Spring would have Tomcat read the parts, all of them to one limit that is right for CSV. */
  private static void copyPart(HttpServletRequest request, DataSize limit, DigestOutputStream out)
      throws IOException {
    try {
      FileItemIterator parts = new FileUpload().getItemIterator(new ServletRequestContext(request));
      while (parts.hasNext()) {
        FileItemStream part = parts.next();
        if (PART.equals(part.getFieldName())) {
          copy(part.openStream(), limit, out);
          return;
        }
      }
    } catch (FileUploadException e) {
      throw new MultipartException("malformed", e);
    }
    throw Checks.missing("body." + PART);
  }

  private static void copy(InputStream in, DataSize limit, DigestOutputStream out)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (long total = 0; ; requireWithin(limit, total)) {
      int length;
      try {
        length = in.read(buffer);
      } catch (IOException e) {
        throw new ResponseStatusException(
            HttpStatus.BAD_REQUEST, "The body could not be read to its end.", e);
      }
      if (length < 0) {
        return;
      }
      out.write(buffer, 0, length);
      total += length;
    }
  }

  private static void requireWithin(DataSize limit, long length) {
    if (length > limit.toBytes()) {
      throw new BodyTooLargeException(limit);
    }
  }
}

package dev.comicpile.portability.archive;

import dev.comicpile.web.BodyTooLargeException;
import dev.comicpile.web.FieldProblem;
import dev.comicpile.web.PileSettings;
import dev.comicpile.web.Sha256;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;

/** Brings everything in, from a file. */
@RestController
@Tag(name = "Admin")
class ArchiveController {

  private static final String PART = "file";
  private static final String MATCH_ACCOUNTS = "match_accounts";

  private final Archives archives;
  private final ArchiveImport archiveImport;
  private final DataSize limit;

  ArchiveController(Archives archives, ArchiveImport archiveImport, PileSettings settings) {
    this.archives = archives;
    this.archiveImport = archiveImport;
    this.limit = settings.importLimit();
  }

  @PostMapping(
      path = "/api/admin/import/json",
      consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.MULTIPART_FORM_DATA_VALUE})
  @Operation(
      operationId = "importSystem",
      summary = "Bring a whole system in, from an export of this one or of the earlier Comic Pile",
      description =
          "The export is the body, or the part `file` of a form. It is taken only by a system"
              + " without piles; the same export may be sent again to go on after a failure. The"
              + " report names what could not be carried over.",
      parameters =
          @Parameter(
              name = MATCH_ACCOUNTS,
              in = ParameterIn.QUERY,
              schema = @Schema(type = "boolean", defaultValue = "false")),
      requestBody =
          @RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                    schemaProperties =
                        @SchemaProperty(
                            name = "file",
                            schema = @Schema(type = "string", format = "binary"))),
                @Content(
                    mediaType = MediaType.APPLICATION_JSON_VALUE,
                    schema = @Schema(type = "object"))
              }))
  ImportReport importJson(HttpServletRequest request) throws IOException {
    boolean matchAccounts = matchAccounts(request);
    Path file = Files.createTempFile("comic-pile-import", ".json");
    try {
      String name = spool(request, file);
      return archiveImport.run(name, archives.check(file), matchAccounts);
    } catch (JacksonException e) {
      throw new HttpMessageNotReadableException(
          "not an archive", e, new ServletServerHttpRequest(request));
    } finally {
      Files.delete(file);
    }
  }

  /** Read from the address alone: asked for a parameter, Tomcat would take the form for itself. */
  private static boolean matchAccounts(HttpServletRequest request) {
    String said =
        UriComponentsBuilder.newInstance()
            .query(request.getQueryString())
            .build()
            .getQueryParams()
            .getFirst(MATCH_ACCOUNTS);
    if (said != null && !said.equals("true") && !said.equals("false")) {
      throw Checks.bad("query." + MATCH_ACCOUNTS, "must be true or false", FieldProblem.WRONG_TYPE);
    }
    return "true".equals(said);
  }

  /** Writes the body to a file as it comes, and gives its SHA-256. */
  private String spool(HttpServletRequest request, Path file) throws IOException {
    requireWithinLimit(request.getContentLengthLong());
    MessageDigest sha256 = Sha256.digest();
    try (DigestOutputStream out = new DigestOutputStream(Files.newOutputStream(file), sha256)) {
      if (String.valueOf(request.getContentType()).regionMatches(true, 0, "multipart/", 0, 10)) {
        copyPart(request, out);
      } else {
        copy(request.getInputStream(), out);
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** Spring would have Tomcat read the parts, all of them to one limit that is right for CSV. */
  private void copyPart(HttpServletRequest request, DigestOutputStream out) throws IOException {
    try {
      FileItemIterator parts = new FileUpload().getItemIterator(new ServletRequestContext(request));
      while (parts.hasNext()) {
        FileItemStream part = parts.next();
        if (PART.equals(part.getFieldName())) {
          copy(part.openStream(), out);
          return;
        }
      }
    } catch (FileUploadException e) {
      throw new MultipartException("malformed", e);
    }
    throw Checks.missing("body." + PART);
  }

  private void copy(InputStream in, DigestOutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (long total = 0; ; requireWithinLimit(total)) {
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

  private void requireWithinLimit(long length) {
    if (length > limit.toBytes()) {
      throw new BodyTooLargeException(limit);
    }
  }
}

package dev.comicpile.portability.archive;

import dev.comicpile.web.BadInputException;
import dev.comicpile.web.FieldProblem;
import dev.comicpile.web.PileSettings;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Brings everything in, from a file. */
@RestController
class ArchiveController {

  private static final String MATCH_ACCOUNTS = "match_accounts";

  private final Archives archives;
  private final ArchiveImport archiveImport;
  private final DataSize limit;

  ArchiveController(Archives archives, ArchiveImport archiveImport, PileSettings settings) {
    this.archives = archives;
    this.archiveImport = archiveImport;
    this.limit = settings.importLimit();
  }

  /**
   * Bring a whole system in, from an export of this one or of the earlier Comic Pile.
   *
   * <p>The export is the body, or the part {@code file} of a form. It is taken only by a system
   * without piles; the same export may be sent again to go on after a failure. The report names
   * what could not be carried over.
   */
  @PostMapping(
      path = "/api/admin/import/json",
      consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.MULTIPART_FORM_DATA_VALUE})
  @Parameter(
      name = MATCH_ACCOUNTS,
      in = ParameterIn.QUERY,
      schema = @Schema(type = "boolean", defaultValue = "false"))
  @TakesArchive
  ImportReport importSystem(HttpServletRequest request) throws IOException {
    boolean matchAccounts = matchAccounts(request);
    return UploadedArchive.taken(
        request,
        limit,
        (name, file) -> archiveImport.run(name, archives.check(file), matchAccounts));
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
      throw new BadInputException(
          new FieldProblem(
              "query." + MATCH_ACCOUNTS, "must be true or false", FieldProblem.WRONG_TYPE));
    }
    return "true".equals(said);
  }
}

package dev.comicpile.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.util.Base64;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The document that describes the API, and the page to try it in the browser. The page may run its
 * own script and nothing else's, and it keeps no token: that is gone when the page is.
 */
@Hidden
@RestController
final class DocsController {

  private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

  private static final String SCRIPT = "<script>";

  private final String page;
  private final String policy;

  DocsController() throws IOException {
    page = new ClassPathResource("docs.html", DocsController.class).getContentAsString(UTF_8);
    int start = page.indexOf(SCRIPT) + SCRIPT.length();
    String script = page.substring(start, page.indexOf("</script>", start));
    policy =
        "default-src 'none'; connect-src 'self'; img-src 'self' data:;"
            + " style-src 'self' 'unsafe-inline'; script-src 'self' 'sha256-"
            + sha256(script)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  /** The same for all programs, as it lies beside their sources: none makes it anew. */
  @GetMapping("/openapi.json")
  ResponseEntity<Resource> document() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(new ClassPathResource("openapi.json"));
  }

  @GetMapping("/docs")
  ResponseEntity<String> docs() {
    return ResponseEntity.ok()
        .contentType(HTML)
        .header("Content-Security-Policy", policy)
        .body(page);
  }

  private static String sha256(String script) {
    return Base64.getEncoder().encodeToString(Sha256.digest().digest(script.getBytes(UTF_8)));
  }
}

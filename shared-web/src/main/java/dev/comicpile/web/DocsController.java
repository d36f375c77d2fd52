package dev.comicpile.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The document that describes the API, and the page to try it in the browser. */
@Hidden
@RestController
final class DocsController {

  private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

  /** The same for all programs, as it lies beside their sources: none makes it anew. */
  @GetMapping("/openapi.json")
  ResponseEntity<Resource> document() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(new ClassPathResource("openapi.json"));
  }

  @GetMapping("/docs")
  ResponseEntity<Resource> docs() {
    return ResponseEntity.ok()
        .contentType(HTML)
        .body(new ClassPathResource("docs.html", DocsController.class));
  }

  /** Until there is a page of its own, whoever opens the address is shown what there is. */
  @GetMapping("/")
  ResponseEntity<Void> start() {
    return ResponseEntity.status(HttpStatus.FOUND).location(URI.create("/docs")).build();
  }
}

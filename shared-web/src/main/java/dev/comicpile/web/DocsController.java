package dev.comicpile.web;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page to try the API in the browser. */
@Hidden
@RestController
final class DocsController {

  private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

  @GetMapping("/docs")
  ResponseEntity<Resource> docs() {
    return ResponseEntity.ok()
        .contentType(HTML)
        .body(new ClassPathResource("docs.html", DocsController.class));
  }
}

package dev.comicpile.benchmark.floor;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Floor R: answers from memory what a read of the same name answered before. */
@RestController
class FloorController {

  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();

  @GetMapping("/api/floor/{name}")
  ResponseEntity<byte[]> answer(@PathVariable String name) {
    byte[] answer = answers.computeIfAbsent(name, FloorController::captured);
    return ResponseEntity.ok()
        .header("Cache-Control", "private, no-cache")
        .header("Pile-Version", "1")
        .contentType(MediaType.APPLICATION_JSON)
        .body(answer);
  }

  private static byte[] captured(String name) {
    try (InputStream file = FloorController.class.getResourceAsStream(FloorJar.answer(name))) {
      if (file == null) {
        throw new IllegalArgumentException("No answer of " + name + " was captured.");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("The answer of " + name + " cannot be read.", e);
    }
  }
}

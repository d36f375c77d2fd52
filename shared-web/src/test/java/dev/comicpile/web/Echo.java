package dev.comicpile.web;

import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Endpoints that do nothing but keep the conventions. */
@RestController
@RequestMapping("/api/echo")
class Echo {

  /** One that is for admins. */
  @RestController
  @RequestMapping("/api/admin/echo")
  static class OfAdmins {

    @GetMapping
    Map<String, Object> list() {
      return Map.of();
    }
  }

  static volatile @Nullable RuntimeException failure;

  private final PileVersionHeader versions;

  Echo(PileVersionHeader versions) {
    this.versions = versions;
  }

  record Comic(
      @NotNull String title,
      @NotNull @Min(0) Integer issuesRemaining,
      @Nullable Double rating,
      @Nullable Boolean isTest,
      @Valid @Nullable List<Row> moreRows) {}

  record Row(@NotNull String rowTitle) {}

  @GetMapping
  Map<String, Object> list(
      @RequestParam(required = false) @Min(1) @Max(100) @Nullable Integer limit,
      @RequestParam(required = false) @Min(0) @Nullable Integer offset,
      Reader reader) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("reader", reader);
    answer.put("limit", limit == null ? 50 : limit);
    answer.put("offset", offset == null ? 0 : offset);
    return answer;
  }

  @PostMapping
  Accepted<Comic> create(@Valid @RequestBody Comic comic, WriteRequest write) {
    return new Accepted<>(versions.ofWrite(write, write.readerId(), 7), comic);
  }

  @GetMapping("/{thread_id}")
  Map<String, Object> one(@PathVariable("thread_id") @Min(1) long threadId) {
    return Map.of("thread_id", threadId);
  }

  @DeleteMapping("/{thread_id}")
  void fail(@PathVariable("thread_id") long threadId) {
    RuntimeException planned = failure;
    if (planned != null) {
      throw planned;
    }
  }

  record Optional(@Nullable String note) {}

  @PostMapping("/optional")
  Map<String, Object> optional(@Valid @RequestBody Optional given) {
    return Map.of("note", given.note() == null ? "none" : given.note());
  }

  record Meant(@NotNull ThreadId threadId, @Nullable SessionId sessionId) {}

  @PutMapping("/{thread_id}/of/{session_id}")
  List<Object> ids(
      @PathVariable("thread_id") ThreadId threadId,
      @PathVariable("session_id") SessionId sessionId,
      @Valid @RequestBody Meant meant) {
    return List.of(threadId, sessionId, meant);
  }

  @PostMapping("/die")
  Map<String, Object> die(
      @RequestParam @Min(4) int die,
      @RequestHeader(name = "If-Match", required = false) Long match) {
    return Map.of("die", die);
  }

  @PostMapping("/import/csv")
  Map<String, Object> upload(@RequestParam("file") MultipartFile file) {
    return Map.of("size", file.getSize());
  }

  @GetMapping("/address")
  Map<String, Object> address(HttpServletRequest request) {
    return Map.of("address", request.getRequestURL().toString());
  }

  @GetMapping("/text")
  Map<String, Object> text(@RequestParam int size) {
    return Map.of("text", "x".repeat(size));
  }

  @GetMapping("/stream")
  ResponseEntity<StreamedBody> stream(@RequestParam int lines, @RequestParam String type) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(type))
        .body(
            out -> {
              for (int i = 0; i < lines; i++) {
                out.write("line " + i + "\n");
              }
              RuntimeException planned = failure;
              if (planned != null) {
                throw planned;
              }
            });
  }

  @GetMapping("/wanted")
  Map<String, Object> wanted(HttpServletRequest request, Reader reader) {
    List<Long> version = versions.wanted(request, reader);
    return Map.of("version", version.isEmpty() ? -1 : version.getFirst());
  }
}

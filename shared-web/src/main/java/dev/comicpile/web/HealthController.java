package dev.comicpile.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says whether requests can be answered: the program has started, its database and, where it takes
 * writes to one, its Axon Server can be reached, and its views, where it has any, follow the
 * events.
 */
@RestController
@Tag(name = "Health")
final class HealthController {

  private final HealthEndpoint health;
  private final ApplicationAvailability availability;

  HealthController(HealthEndpoint health, ApplicationAvailability availability) {
    this.health = health;
    this.availability = availability;
  }

  @GetMapping("/health")
  @Operation(summary = "Whether the service can answer")
  ResponseEntity<Map<String, Object>> health() {
    Map<String, Object> answer = new LinkedHashMap<>();
    HealthDescriptor now = health.health();
    boolean ready = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    boolean healthy = ready && Status.UP.equals(now.getStatus());
    answer.put("status", healthy ? "healthy" : ready ? "unhealthy" : "starting");
    Map<String, HealthDescriptor> parts =
        now instanceof CompositeHealthDescriptor composite ? composite.getComponents() : null;
    if (parts != null) {
      answerPart(answer, "database", parts.get("db"), "down");
      answerPart(answer, "axon_server", parts.get("axonServer"), "down");
      answerPart(answer, "views", parts.get("views"), "stuck");
    }
    return ResponseEntity.status(healthy ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .cacheControl(CacheControl.noStore())
        .body(answer);
  }

  private static void answerPart(
      Map<String, Object> answer, String name, @Nullable HealthDescriptor part, String otherwise) {
    if (part != null) {
      answer.put(name, Status.UP.equals(part.getStatus()) ? "up" : otherwise);
    }
  }
}

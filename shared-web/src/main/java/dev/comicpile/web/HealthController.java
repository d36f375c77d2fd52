package dev.comicpile.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
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
 * Says whether requests can be answered: the program has started and its database can be reached.
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
    HealthDescriptor database = parts == null ? null : parts.get("db");
    if (database != null) {
      answer.put("database", Status.UP.equals(database.getStatus()) ? "up" : "down");
    }
    return ResponseEntity.status(healthy ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .cacheControl(CacheControl.noStore())
        .body(answer);
  }
}

package dev.comicpile.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
final class HealthController {

  private final HealthEndpoint health;
  private final ApplicationAvailability availability;

  HealthController(HealthEndpoint health, ApplicationAvailability availability) {
    this.health = health;
    this.availability = availability;
  }

  /**
   * Whether the service can answer.
   *
   * <p>Names what is up and what is not. Behind the gateway it says whether there is a service for
   * writes and one for reads.
   */
  @GetMapping("/health")
  @ApiResponse(
      responseCode = "200",
      description = "It can",
      content = @Content(schema = @Schema(implementation = Health.class)))
  @ApiResponse(
      responseCode = "503",
      description = "It cannot, or not yet",
      content = @Content(schema = @Schema(implementation = Health.class)))
  ResponseEntity<Health> getHealth() {
    HealthDescriptor now = health.health();
    boolean ready = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    boolean healthy = ready && Status.UP.equals(now.getStatus());
    Map<String, HealthDescriptor> parts =
        now instanceof CompositeHealthDescriptor composite
            ? Objects.requireNonNullElse(composite.getComponents(), Map.of())
            : Map.of();
    return ResponseEntity.status(healthy ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .cacheControl(CacheControl.noStore())
        .body(
            new Health(
                healthy ? "healthy" : ready ? "unhealthy" : "starting",
                word(parts.get("db"), "down"),
                word(parts.get("axonServer"), "down"),
                word(parts.get("views"), "stuck"),
                word(parts.get("backups"), "failing"),
                null,
                null));
  }

  /** Views that are behind, say, still answer; what is not known is not said. */
  private static @Nullable String word(@Nullable HealthDescriptor part, String ofDown) {
    Status status = part == null ? Status.UNKNOWN : part.getStatus();
    if (status.equals(Status.UNKNOWN)) {
      return null;
    }
    return status.equals(Status.DOWN) ? ofDown : status.getCode().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether requests can be answered, and what that depends on, where there is such a part.
   *
   * @param status {@code healthy}, {@code unhealthy} or {@code starting}
   * @param views {@code up}, {@code behind}, {@code cut_off} from the events, or {@code stuck}
   * @param backups {@code up}, or {@code failing} where the latest could not be made, which an
   *     admin is told more of
   * @param commands said by the gateway alone, as is {@code queries}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Health(
      String status,
      @Nullable String database,
      @Nullable String axonServer,
      @Nullable String views,
      @Nullable String backups,
      @Nullable String commands,
      @Nullable String queries) {}
}

package dev.comicpile.query.view;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Whether the views follow the events. One that is stuck is down. A parked reader is an alarm, told
 * by the details and by metrics, but no reason to take the service from everybody else.
 */
@Component("viewsHealthIndicator")
class ViewHealth extends AbstractHealthIndicator {

  private final Reconciler reconciler;
  private final Cursors cursors;

  ViewHealth(Reconciler reconciler, Cursors cursors) {
    super("the views could not be asked");
    this.reconciler = reconciler;
    this.cursors = cursors;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    builder.up();
    Map<String, Long> parked = cursors.countParked();
    for (ViewName view : ViewName.values()) {
      Reconciler.Comparison latest = reconciler.latest(view);
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("events_behind", latest.eventsBehind());
      details.put("readers_behind", latest.readersBehind());
      details.put("readers_stuck", latest.readersStuck());
      details.put("readers_parked", parked.getOrDefault(view.toString(), 0L));
      builder.withDetail(view.toString(), details);
      if (latest.readersStuck() > 0) {
        builder.down();
      }
    }
  }
}

package dev.comicpile.query.view;

import dev.comicpile.eventstore.Outages;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Whether the views follow the events. One that is stuck is down; while one is behind, or the
 * events are out of reach, reads are answered all the same. A parked reader is an alarm, told by
 * the details and by metrics, but no reason to take the service from everybody else.
 */
@Component("viewsHealthIndicator")
class ViewHealth extends AbstractHealthIndicator {

  private static final Status BEHIND = new Status("BEHIND");
  private static final Status CUT_OFF = new Status("CUT_OFF");

  private final Reconciler reconciler;
  private final Cursors cursors;
  private final Outages outages;

  ViewHealth(Reconciler reconciler, Cursors cursors, Outages outages) {
    super("the views could not be asked");
    this.reconciler = reconciler;
    this.cursors = cursors;
    this.outages = outages;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    if (!outages.now().isEmpty()) {
      builder.status(CUT_OFF);
      return;
    }
    builder.up();
    for (ViewName view : ViewName.values()) {
      Reconciler.Comparison latest = reconciler.latest(view);
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("events_behind", latest.eventsBehind());
      details.put("readers_behind", latest.readersBehind());
      details.put("readers_stuck", latest.readersStuck());
      long parkedHere = cursors.countParked(view);
      details.put("readers_parked", parkedHere);
      builder.withDetail(view.toString(), details);
      if (latest.readersStuck() > 0) {
        builder.down();
        return;
      }
      // The latest look may be some time ago.
      if (latest.readersBehind() > 0 && cursors.totals(view).readersBehind() > parkedHere) {
        builder.status(BEHIND);
      }
    }
  }
}

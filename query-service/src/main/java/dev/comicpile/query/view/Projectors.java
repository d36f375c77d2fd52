package dev.comicpile.query.view;

import dev.comicpile.eventstore.PileStreams;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The projectors of all views. */
@Component
public class Projectors {

  private final Map<ViewName, Projector> projectors = new EnumMap<>(ViewName.class);

  Projectors(
      List<View> views,
      PileStreams streams,
      AppliedVersions applied,
      Arrivals arrivals,
      PlatformTransactionManager transactions,
      JdbcTemplate jdbc,
      JdbcClient client,
      Clock clock,
      MeterRegistry meters) {
    Projector.Parts parts =
        new Projector.Parts(
            streams,
            applied,
            arrivals,
            jdbc,
            client,
            new TransactionTemplate(transactions),
            clock,
            meters);
    views.forEach(view -> projectors.put(view.name(), new Projector(view, parts)));
  }

  /** The projector of a view. */
  public Projector of(ViewName view) {
    return Objects.requireNonNull(projectors.get(view));
  }

  Collection<Projector> all() {
    return Collections.unmodifiableCollection(projectors.values());
  }
}

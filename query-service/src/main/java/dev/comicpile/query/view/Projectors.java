package dev.comicpile.query.view;

import dev.comicpile.eventstore.EventTraces;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.query.view.Projector.ProjectorParts;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
      EntityManager entities,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      Clock clock,
      MeterRegistry meters,
      EventTraces traces) {
    ProjectorParts parts =
        new ProjectorParts(
            streams,
            applied,
            arrivals,
            entities,
            jdbc,
            new TransactionTemplate(transactions),
            clock,
            meters,
            traces);
    views.forEach(view -> projectors.put(view.name(), new Projector(view, parts)));
  }

  /** The projector of a view. */
  public Projector of(ViewName view) {
    return Objects.requireNonNull(projectors.get(view));
  }
}

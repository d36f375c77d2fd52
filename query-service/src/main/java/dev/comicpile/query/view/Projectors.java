package dev.comicpile.query.view;

import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.query.view.Projector.ProjectorParts;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the projector of a view. */
@Component
public class Projectors {

  private final ProjectorParts parts;

  Projectors(
      PileStreams streams,
      AppliedVersions applied,
      Arrivals arrivals,
      EntityManager entities,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      Clock clock,
      MeterRegistry meters) {
    this.parts =
        new ProjectorParts(
            streams,
            applied,
            arrivals,
            entities,
            jdbc,
            new TransactionTemplate(transactions),
            clock,
            meters);
  }

  /** The projector of a view: one for each. */
  public Projector of(View view) {
    return new Projector(view, parts);
  }
}

package dev.comicpile.query.history;

import dev.comicpile.eventstore.CheckpointUpkeep;
import dev.comicpile.eventstore.Outages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sees to it that there are checkpoints to look into the past from. */
@Component
class PastUpkeep {

  private static final Logger log = LoggerFactory.getLogger(PastUpkeep.class);

  private final CheckpointUpkeep checkpoints;
  private final Outages outages;

  PastUpkeep(CheckpointUpkeep checkpoints, Outages outages) {
    this.checkpoints = checkpoints;
    this.outages = outages;
  }

  @Scheduled(initialDelayString = "5s", fixedDelayString = "${comicpile.reconcile-interval}")
  void run() {
    try {
      checkpoints.run();
    } catch (RuntimeException e) {
      log.atLevel(outages.level())
          .log("The checkpoints could not be brought up to date: {}", e.toString());
    }
  }
}

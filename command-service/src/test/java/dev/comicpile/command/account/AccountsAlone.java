package dev.comicpile.command.account;

import dev.comicpile.api.event.AccountEvent;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/**
 * The command-service without piles. Not annotated as a component, so that no other test finds it.
 */
@EnableAutoConfiguration
@ComponentScan
@Import(AccountsAlone.Heard.class)
class AccountsAlone {

  /** What the views would learn. */
  @ProcessingGroup("heard")
  static class Heard {

    static final Queue<AccountEvent> EVENTS = new ConcurrentLinkedQueue<>();

    @EventHandler
    void on(AccountEvent event) {
      EVENTS.add(event);
    }
  }
}

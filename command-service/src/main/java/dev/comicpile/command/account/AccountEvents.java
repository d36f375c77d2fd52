package dev.comicpile.command.account;

import dev.comicpile.api.event.AccountEvent;

/** The way of events about accounts to the views. */
interface AccountEvents {

  /**
   * Publishes an event at least once if the transaction around it commits, and never if it does
   * not.
   */
  void publish(AccountEvent event);
}

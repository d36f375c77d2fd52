package dev.comicpile.eventstore;

/** Where the events are. */
public enum EventHome {

  /**
   * In the services' own database: events, and what is written there with them, are one
   * transaction.
   */
  DATABASE,

  /**
   * On an Axon Server: what a command writes to the database is there before its events are, and
   * counts only if they come to be.
   */
  AXON_SERVER
}

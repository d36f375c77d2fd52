package dev.comicpile.eventstore;

import java.util.function.Consumer;

/**
 * Short messages to the other processes on the same database: that something is there to be looked
 * at. They may be lost, and come more than once; a follower that waits for one looks by itself now
 * and then.
 */
public interface Signals {

  /** For a process that has the database to itself. */
  Signals NONE =
      new Signals() {
        @Override
        public void send(String topic, String words) {}

        @Override
        public void listen(String topic, Consumer<String> listener) {}
      };

  /**
   * Sends, soon and without waiting. The same words are sent once where they have not gone out yet.
   *
   * @param topic without spaces
   * @param words at most 200 characters
   */
  void send(String topic, String words);

  /** Calls the listener, on one thread for all, with what other processes say about a topic. */
  void listen(String topic, Consumer<String> listener);
}

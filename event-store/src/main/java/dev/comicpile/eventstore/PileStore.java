package dev.comicpile.eventstore;

import dev.comicpile.api.ReaderId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What depends on where the events are: in the services' own database, or elsewhere. Beside it,
 * events are appended by Axon's event store and read by {@link PileStreams}.
 */
public interface PileStore {

  /** So many piles are asked for at once in a walk through all of them. */
  int PAGE = 500;

  /**
   * A pile that has at least one event.
   *
   * @param version the highest version stored, 1 or more
   */
  record StoredPile(ReaderId readerId, long version) {}

  /**
   * The next piles in a walk through all of them, in an order of the store's own.
   *
   * @param readerId the last one of the piles before, 0 to begin with
   * @param limit at most so many; none at all means that the walk is over
   */
  List<StoredPile> after(ReaderId readerId, int limit);

  /** All piles, asked for page by page while the stream is consumed. */
  default Stream<StoredPile> all() {
    return Stream.iterate(
            after(new ReaderId(0), PAGE),
            page -> !page.isEmpty(),
            page -> after(page.getLast().readerId(), PAGE))
        .flatMap(List::stream);
  }

  /**
   * The first of the events that a command stores.
   *
   * @param commandId of the message that it comes of
   */
  record FirstEvent(ReaderId readerId, long version, String commandId) {

    /** For a row that needs no event in order to count. */
    public static final FirstEvent NONE = new FirstEvent(new ReaderId(0), 0, "");
  }

  /**
   * Whether rows of the database and events are stored as a whole or not at all. Where they are
   * not, a row may be there without its events, and nothing tells that one was there before.
   */
  boolean storesTogether();

  /** Stores rows of the database and then the events that need them, together if that can be. */
  <T> void store(Supplier<T> rows, Consumer<T> events);

  /**
   * Stores a row with the events of the command that is being handled.
   *
   * @param row makes it, of the event that it must name because it counts only with that one
   */
  void storeBeside(FirstEvent first, Function<FirstEvent, StoredBeside> row);

  /**
   * Does something to a pile that others were faster with, again and again: it waits in line, and
   * until it has ended nobody else appends to that pile. Where commands are taken to the one
   * process that has the pile, nobody else is there.
   *
   * @throws org.springframework.dao.ConcurrencyFailureException if the line is too long
   */
  default <T> T alone(ReaderId readerId, Supplier<T> work) {
    return work.get();
  }

  /**
   * A failure to handle a command, in the terms of the database: what kept the events from being
   * read or stored is an outage or a conflict as it would be there.
   */
  default Throwable translated(Throwable failure) {
    return failure;
  }
}

package dev.comicpile.portability.archive;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStore;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.portability.NewIds;
import dev.comicpile.portability.PileIntake;
import dev.comicpile.portability.ReaderAccounts;
import dev.comicpile.portability.ReaderAccounts.Registered;
import dev.comicpile.portability.format.Archive;
import dev.comicpile.portability.format.PileArchive;
import dev.comicpile.web.RefusedException;
import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.util.Iterator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** A reader's own pile, as it leaves with them and comes into an empty one of theirs elsewhere. */
@Component
class OwnPile {

  private final PileStreams streams;
  private final PileStore piles;
  private final PileIntake intake;
  private final NewIds ids;
  private final PileArchive archive;
  private final ReaderAccounts accounts;
  private final Clock clock;
  private final JsonMapper json = PileArchive.mapper();

  OwnPile(
      PileStreams streams,
      PileStore piles,
      PileIntake intake,
      NewIds ids,
      PileArchive archive,
      ReaderAccounts accounts,
      Clock clock) {
    this.streams = streams;
    this.piles = piles;
    this.intake = intake;
    this.ids = ids;
    this.archive = archive;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Whether what is taken is stored in the database, and not on a server of its own. */
  boolean isInDatabase() {
    return piles.storesTogether();
  }

  /**
   * Everything of a reader as an archive of one, test data too. What is recorded meanwhile is left
   * out. Where it fails, the text ends in the middle.
   */
  void writeJson(ReaderId readerId, Writer out) {
    PileArchive.write(out, clock.instant(), generator -> writeReader(readerId, generator));
  }

  private void writeReader(ReaderId readerId, JsonGenerator generator) {
    Registered account = accounts.registered(readerId);
    generator.writeStartObject();
    generator.writeStringProperty("username", account.username());
    if (account.email() != null) {
      generator.writeStringProperty("email", account.email());
    }
    generator.writeStringProperty("registered_at", account.registeredAt().toString());
    generator.writeArrayPropertyStart("events");
    try (Stream<RecordedEvent> events = events(readerId)) {
      events.forEachOrdered(event -> json.writeValue(generator, archive.write(event)));
    }
    generator.writeEndArray();
    generator.writeEndObject();
  }

  /** The reader's events, one a line. */
  void writeLines(ReaderId readerId, Writer out) throws IOException {
    try (Stream<RecordedEvent> events = events(readerId)) {
      Iterator<RecordedEvent> each = events.iterator();
      while (each.hasNext()) {
        out.write(json.writeValueAsString(archive.write(each.next())));
        out.write('\n');
      }
    }
  }

  /** The reader's threads as rows that an import takes. */
  void writeCsv(ReaderId readerId, Writer out) throws IOException {
    Contents contents = Contents.EMPTY;
    try (Stream<RecordedEvent> events = events(readerId)) {
      Iterator<RecordedEvent> each = events.iterator();
      while (each.hasNext()) {
        contents = contents.evolve(each.next().event());
      }
    }
    ThreadRows.write(contents, out);
  }

  /** Consuming them fails where the reader leaves meanwhile. */
  private Stream<RecordedEvent> events(ReaderId readerId) {
    long version = streams.version(readerId);
    if (version == 0) {
      accounts.registered(readerId); // there is nothing yet, or nobody any more
    }
    Stream<RecordedEvent> events = streams.read(readerId, 1, version);
    Iterator<RecordedEvent> each = events.iterator();
    return LongStream.rangeClosed(1, version)
        .mapToObj(expected -> next(readerId, each))
        .onClose(events::close);
  }

  /**
   * Of who has left, the database holds no events any more, and an Axon Server some without key.
   */
  private RecordedEvent next(ReaderId readerId, Iterator<RecordedEvent> each) {
    try {
      return each.next();
    } catch (RuntimeException e) {
      accounts.registered(readerId);
      throw e;
    }
  }

  /**
   * Brings the one pile of an archive of one reader into the reader's own, which must be empty.
   *
   * @return the version that it has then
   * @throws ResponseStatusException 409, if there is something in the pile, or has ever been
   */
  long take(ReaderId readerId, Archive archived) {
    requireEmpty(streams.version(readerId));
    RenumberedEvents renumbered = new RenumberedEvents(ids.newIds());
    archived.forEach(
        (reader, events) ->
            piles.store(
                () -> readerId, own -> intake.append(own, events.map(renumbered::renumber))));
    return archived.readers().getFirst().events();
  }

  private static void requireEmpty(long version) {
    if (version > 0) {
      throw new RefusedException(
          HttpStatus.CONFLICT,
          "pile_not_empty",
          "There is something in your pile, or has been. An import needs a pile in which nothing"
              + " was ever done: register anew, and import before you add a thread.");
    }
  }
}

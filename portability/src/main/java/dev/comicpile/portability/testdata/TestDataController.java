package dev.comicpile.portability.testdata;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.command.ThreadCommand.DeleteTestThreads;
import dev.comicpile.api.view.PileReply.CountReply;
import dev.comicpile.eventstore.PileStore;
import dev.comicpile.eventstore.PileStore.StoredPile;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.portability.PileWrites;
import dev.comicpile.web.Accepted;
import dev.comicpile.web.WriteRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Threads that were only made to try something. */
@RestController
class TestDataController {

  private static final Logger log = LoggerFactory.getLogger(TestDataController.class);

  private final PileStore piles;
  private final PileStreams streams;
  private final PileWrites pile;

  TestDataController(PileStore piles, PileStreams streams, PileWrites pile) {
    this.piles = piles;
    this.streams = streams;
    this.pile = pile;
  }

  /** What was deleted of how many readers, and a sentence for each pile that could not be asked. */
  record TestDataDeleted(int deletedThreads, int readers, List<String> errors) {}

  /**
   * Delete every reader's test threads, as one action for each reader.
   *
   * <p>A pile that could not be asked is named in the answer; calling again goes on with what is
   * left.
   */
  @PostMapping("/api/admin/delete-test-data")
  Accepted<TestDataDeleted> deleteTestData(WriteRequest write) {
    // Asked before anybody's pile is touched; the caller's own may hold no test data at all.
    write.conditions().requireUnmoved(streams.version(write.readerId()));
    // A version is named for the caller's own pile alone: one cannot stand for many.
    HttpHeaders ownVersion = HttpHeaders.EMPTY;
    int threads = 0;
    int readers = 0;
    List<String> errors = new ArrayList<>();
    // What a thread is marked as follows from the events of its pile alone.
    Iterator<StoredPile> all = piles.all().iterator();
    while (all.hasNext()) {
      ReaderId readerId = all.next().readerId();
      try {
        DeleteTestThreads command = new DeleteTestThreads(readerId);
        int deleted;
        if (readerId.equals(write.readerId())) {
          Accepted<CountReply> own = pile.send(command, write);
          ownVersion = own.getHeaders();
          deleted = Objects.requireNonNull(own.getBody()).count();
        } else {
          deleted = pile.send(command).count();
        }
        threads += deleted;
        readers += deleted > 0 ? 1 : 0;
      } catch (RuntimeException e) {
        // One pile that is broken or busy keeps nobody else's; a store that is away fails here.
        streams.version(readerId);
        log.error("reader {}: test threads could not be deleted", readerId, e);
        errors.add(
            "User " + readerId + ": the test threads could not be deleted. The log says why.");
      }
    }
    return new Accepted<>(ownVersion, new TestDataDeleted(threads, readers, errors));
  }
}

package dev.comicpile.query.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.ReviewUrl;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.ImportReviews;
import dev.comicpile.api.command.ThreadCommand.ImportReviews.Review;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.query.TestPile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** Wake-ups may be lost, late or doubled; a client is told of every version all the same. */
class LiveStreamTest {

  private final TestPile pile = new TestPile();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int stored;

  private final LiveStream stream =
      new LiveStream(
          pile.id(),
          "store",
          new PileStreams(mock(EventStore.class)) {
            @Override
            public long version(ReaderId readerId) {
              return stored;
            }

            @Override
            public Stream<RecordedEvent> read(ReaderId readerId, long first) {
              return pile.stream().stream()
                  .filter(event -> event.version() >= first)
                  .limit(Math.max(0, stored - first + 1))
                  .peek(event -> requireReadable(event.version()));
            }
          },
          JsonMapper.builder().build());

  private long damaged;

  private void requireReadable(long version) {
    if (version == damaged) {
      throw new SerializationException("damaged");
    }
  }

  @Test
  void whatWasMissedIsToldUpToWhatCannotBeRead() throws Exception {
    for (int i = 0; i < 4; i++) {
      add();
    }
    stored = 4;
    damaged = 3;
    stream.writeTo(out, "store:0", () -> false);

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("id: store:2\n", "\"version\":2");
  }

  private List<RecordedEvent> add() {
    pile.send(
        new AddThread(
            pile.id(), new Title("Comic"), new Format("Comic"), new Issues(3), null, false));
    return List.of(pile.stream().getLast());
  }

  /** Lets the client listen until it was told of a version. */
  private String toldUntil(long version) throws IOException, InterruptedException {
    stream.writeTo(
        out,
        "store:" + stored,
        () -> !out.toString(StandardCharsets.UTF_8).contains("id: store:" + version + "\n"));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aLostWakeUpIsMadeGoodByTheNextOne() throws Exception {
    add();
    stream.stored(add());
    stream.writeTo(
        out,
        "store:0",
        () -> {
          stored = 2;
          return !out.toString(StandardCharsets.UTF_8).contains("id: store:2\n");
        });

    assertThat(out.toString(StandardCharsets.UTF_8))
        .doesNotContain("id: store:1\n")
        .containsOnlyOnce("data: ");
  }

  @Test
  void aDoubledWakeUpTellsNothingTwice() throws Exception {
    List<RecordedEvent> first = add();
    stream.stored(first);
    stream.stored(first);
    stream.changed();
    stored = 0;
    List<RecordedEvent> second = add();
    stream.stored(second);

    assertThat(toldUntil(2)).containsOnlyOnce("id: store:1\n").containsOnlyOnce("id: store:2\n");
  }

  /** Another process has stored it, so that the store has to be asked. */
  @Test
  @Timeout(20)
  void anActionOfVeryManyEventsIsTold() throws Exception {
    List<Review> reviews =
        IntStream.range(0, LiveStream.MOST_MISSED + 1)
            .mapToObj(number -> add().getFirst().event())
            .map(added -> ((ThreadAdded) added).thread().id())
            .map(id -> new Review(id, new ReviewUrl("https://example.org/" + id), Instant.EPOCH))
            .toList();
    stored = Math.toIntExact(pile.version());
    pile.send(new ImportReviews(pile.id(), reviews));
    int reviewed = Math.toIntExact(pile.version());
    stream.changed();
    stream.writeTo(
        out,
        "store:" + stored,
        () -> {
          stored = reviewed;
          return !out.toString(StandardCharsets.UTF_8).contains("id: store:" + reviewed + "\n");
        });

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"types\":[\"edit\"]", "\"threadIds\":[]");
  }

  /** Whether the client may still listen is asked between the parts. */
  @Test
  @Timeout(10)
  void veryManyActionsAreToldInParts() throws Exception {
    int all = LiveStream.MOST_MISSED + 2;
    for (int i = 0; i < all; i++) {
      add();
    }
    stream.changed();
    stream.writeTo(
        out,
        "store:0",
        () -> {
          stored = all;
          return !out.toString(StandardCharsets.UTF_8).contains("id: store:" + all + "\n");
        });

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("id: store:" + (all - 1) + "\n", "id: store:" + all + "\n");
  }

  @Test
  void moreNewsThanIsKeptIsReadFromTheStore() throws Exception {
    for (int i = 0; i < 150; i++) {
      stream.stored(add());
    }
    stream.writeTo(
        out,
        "store:0",
        () -> {
          stored = 150;
          return !out.toString(StandardCharsets.UTF_8).contains("id: store:150\n");
        });

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("id: store:150\n");
  }
}

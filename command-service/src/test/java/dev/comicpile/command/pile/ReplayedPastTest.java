package dev.comicpile.command.pile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.comicpile.api.EventMetadata;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.Footprint;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.pile.Standing;
import dev.comicpile.eventstore.Checkpoint;
import dev.comicpile.eventstore.Checkpoints;
import dev.comicpile.eventstore.PileStreams;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream of 300 added threads: at version v there are v of them. */
class ReplayedPastTest {

  private static final int EVENTS = 300;
  private static final ReaderId READER = new ReaderId(42);

  private final EventStore eventStore = mock(EventStore.class);
  private final Checkpoints checkpoints = mock(Checkpoints.class);
  private final PileAggregate pile = new PileAggregate(READER);
  private final RecentPast recent = new RecentPast();
  private final List<DomainEventMessage<?>> stored = new ArrayList<>();
  private ReplayedPast past;

  @BeforeEach
  void stream() {
    for (int version = 1; version <= EVENTS; version++) {
      ThreadAdded event =
          new ThreadAdded(
              new ThreadFacts(
                  new ThreadId(version),
                  "thread " + version,
                  "Comic",
                  1,
                  BigDecimal.valueOf(version),
                  null,
                  null,
                  null,
                  null,
                  null,
                  false,
                  Instant.EPOCH),
              version,
              Instant.EPOCH);
      MetaData metadata =
          MetaData.with(EventMetadata.ACTION, "add").and(EventMetadata.ACTION_VERSION, version);
      stored.add(new GenericDomainEventMessage<>("Pile", "42", version - 1, event, metadata));
      RecordedEvent recorded = PileStreams.recorded(version, event, metadata);
      pile.catchUp(recorded);
      recent.keep(recorded);
      recent.keep(pile.pile());
    }
    when(eventStore.readEvents(anyString(), anyLong()))
        .thenAnswer(
            call ->
                DomainEventStream.of(
                    stored.subList(((Long) call.getArgument(1)).intValue(), EVENTS)));
    when(checkpoints.completeAt(any(), anyLong())).thenReturn(Checkpoint.START);
    past = new ReplayedPast(READER, new PileStreams(eventStore), checkpoints, recent);
  }

  private static int threads(Contents contents) {
    return contents.threads().size();
  }

  @Test
  void theUsualUndoReadsNothing() {
    assertThat(threads(past.contentsAt(EVENTS))).isEqualTo(EVENTS);
    assertThat(threads(past.contentsAt(EVENTS - 50))).isEqualTo(EVENTS - 50);
    assertThat(past.events(EVENTS - 10, EVENTS)).hasSize(11);
    verify(eventStore, never()).readEvents(anyString(), anyLong());
  }

  @Test
  void whatIsLookedThroughIsReadOneByOne() {
    AtomicInteger read = new AtomicInteger();
    when(eventStore.readEvents("42", 0))
        .thenAnswer(
            call -> DomainEventStream.of(stored.stream().peek(event -> read.incrementAndGet())));

    assertThat(past.stream(1, EVENTS / 2).findFirst()).isPresent();
    assertThat(read).hasValueLessThan(3);
  }

  @Test
  void whatIsLongAgoIsReplayedFromTheFirstEvent() {
    assertThat(threads(past.contentsAt(20))).isEqualTo(20);
    assertThat(threads(past.contentsAt(0))).isZero();
    assertThat(past.events(1, 3)).extracting(RecordedEvent::version).containsExactly(1L, 2L, 3L);
    assertThat(past.events(199, 202)).hasSize(4);
    verify(eventStore, never()).readEvents("42");
  }

  @Test
  void whatIsLongAgoIsReplayedFromTheLastCheckpoint() {
    Checkpoint checkpoint =
        new Checkpoint(
            150, past.contentsAt(150), past.standingAt(150), Instant.EPOCH, Instant.EPOCH);
    when(checkpoints.upTo(READER, 190L)).thenReturn(150L);
    when(checkpoints.completeAt(READER, 150)).thenReturn(checkpoint);

    assertThat(threads(past.contentsAt(190))).isEqualTo(190);
    assertThat(past.standingAt(190)).isEqualTo(Standing.after(past.events(1, 190)));
    verify(eventStore, times(1)).readEvents("42", 150);
  }

  @Test
  void oneUndoAfterAnotherIsOneReplay() {
    for (int version = 180; version > 100; version--) {
      assertThat(threads(past.contentsAt(version))).isEqualTo(version);
    }
    verify(eventStore, times(1)).readEvents("42", 0);
  }

  @Test
  void aVersionThatIsNotThereIsNotMadeUp() {
    assertThatThrownBy(() -> past.contentsAt(EVENTS + 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatEachUndoHasPutBackIsNotKeptOnceMoreForEach() {
    RecentPast past = new RecentPast();
    long each = PileCache.MOST_BYTES / 20;
    Pile pile = Pile.empty(READER);
    for (int version = 1; version <= EVENTS; version += 2) {
      String notes = "n".repeat((int) (each / 2));
      for (RecordedEvent event :
          List.of(
              PileCacheTest.recorded(version, PileCacheTest.added(1, notes)),
              PileCacheTest.recorded(
                  version + 1, new ThreadDeleted(new ThreadId(1), "Saga", 1, Instant.EPOCH)))) {
        pile = pile.evolve(event);
        past.keepReplayed(pile.version(), pile.contents(), Footprint.of(event.event()));
      }
    }
    assertThat(past.bytes(Contents.EMPTY)).isLessThan(PileCache.MOST_BYTES / 4);
  }
}

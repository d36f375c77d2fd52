package dev.comicpile.portability.archive;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.domain.PileWorld;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStore;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.portability.NewIds;
import dev.comicpile.portability.PileIntake;
import dev.comicpile.portability.ReaderAccounts;
import dev.comicpile.portability.ReaderAccounts.Registered;
import dev.comicpile.portability.format.PileArchive;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.Stream;
import org.axonframework.serialization.SerializationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** An export of one's own while one leaves. */
class OwnPileTest {

  private static final ResponseStatusException LEFT =
      new ResponseStatusException(HttpStatus.UNAUTHORIZED);

  private final PileStreams streams = mock(PileStreams.class);
  private final ReaderAccounts accounts = mock(ReaderAccounts.class);
  private final PileWorld world = new PileWorld(new Random(1));
  private final OwnPile pile =
      new OwnPile(
          streams,
          mock(PileStore.class),
          mock(PileIntake.class),
          mock(NewIds.class),
          mock(PileArchive.class),
          accounts,
          Clock.systemUTC());

  @BeforeEach
  void somebodyWithAPile() {
    for (int i = 0; i < 2; i++) {
      world.send(
          new AddThread(
              PileWorld.READER,
              new Title("Saga"),
              new Format("Comic"),
              new Issues(1),
              null,
              false));
    }
    when(accounts.registered(any())).thenReturn(new Registered("ada", null, Instant.EPOCH));
  }

  /** In a database the events are gone by then; on an Axon Server they cannot be read any more. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoLeavesMeanwhileIsToldSoAndGetsNoPart(boolean gone) {
    List<RecordedEvent> stream = world.stream();
    Stream<RecordedEvent> rest =
        gone
            ? Stream.empty()
            : Stream.generate(
                () -> {
                  throw new SerializationException("planned");
                });
    when(streams.version(any())).thenReturn((long) stream.size());
    when(streams.read(any(), anyLong(), anyLong()))
        .thenAnswer(call -> Stream.concat(stream.stream().limit(stream.size() - 1), rest));
    when(accounts.registered(any())).thenThrow(LEFT);

    assertThatThrownBy(() -> pile.writeLines(PileWorld.READER, Writer.nullWriter())).isSameAs(LEFT);
  }

  @Test
  void anEventThatCannotBeReadEndsTheExportOfWhoIsStillThere() {
    when(streams.version(any())).thenReturn((long) world.stream().size());
    when(streams.read(any(), anyLong(), anyLong()))
        .thenAnswer(call -> world.stream().stream().limit(1));

    assertThatThrownBy(() -> pile.writeJson(PileWorld.READER, Writer.nullWriter()))
        .isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> pile.writeCsv(PileWorld.READER, Writer.nullWriter()))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void nobodysPileIsNotTakenForAnEmptyOne() {
    when(accounts.registered(any())).thenThrow(LEFT);

    assertThatThrownBy(() -> pile.writeLines(PileWorld.READER, Writer.nullWriter())).isSameAs(LEFT);
  }
}

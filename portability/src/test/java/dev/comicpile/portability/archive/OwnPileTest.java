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
import dev.comicpile.web.TryLaterException;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** An export of one's own while one leaves. */
class OwnPileTest {

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

  @Test
  void aPileThatEndsInTheMiddleIsNotExportedInPart() {
    List<RecordedEvent> stream = world.stream();
    when(streams.version(any())).thenReturn((long) stream.size());
    when(streams.read(any(), anyLong(), anyLong()))
        .thenAnswer(call -> stream.stream().limit(stream.size() - 1));

    assertThatThrownBy(() -> pile.writeJson(PileWorld.READER, Writer.nullWriter()))
        .isInstanceOf(TryLaterException.class);
    assertThatThrownBy(() -> pile.writeLines(PileWorld.READER, Writer.nullWriter()))
        .isInstanceOf(TryLaterException.class);
    assertThatThrownBy(() -> pile.writeCsv(PileWorld.READER, Writer.nullWriter()))
        .isInstanceOf(TryLaterException.class);
  }

  @Test
  void nobodysPileIsNotTakenForAnEmptyOne() {
    when(accounts.registered(any()))
        .thenThrow(new ResponseStatusException(HttpStatus.UNAUTHORIZED));

    assertThatThrownBy(() -> pile.writeLines(PileWorld.READER, Writer.nullWriter()))
        .isInstanceOf(ResponseStatusException.class);
  }
}

package dev.comicpile.portability.export;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.domain.PileWorld;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.portability.export.JsonExport.RegisteredReader;
import dev.comicpile.portability.format.PileArchive;
import dev.comicpile.web.StreamedBody;
import dev.comicpile.web.TryLaterException;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An export while readers leave. */
class JsonExportTest {

  private final JdbcClient jdbc = mock(JdbcClient.class, RETURNS_DEEP_STUBS);
  private final PileStreams streams = mock(PileStreams.class);

  /** Each stream is read twice, and may be gone, or end in the middle, the second time. */
  @Test
  void aPileThatIsGoneIsNotExportedInPart() {
    PileWorld world = new PileWorld(new Random(1));
    for (int i = 0; i < 4; i++) {
      world.send(
          new AddThread(
              PileWorld.READER,
              new Title("Saga"),
              new Format("Comic"),
              new Issues(1),
              null,
              false));
    }
    List<RecordedEvent> stream = world.stream();
    RegisteredReader ada = new RegisteredReader(7, "ada", Instant.EPOCH);
    when(jdbc.sql(anyString())
            .param(anyLong())
            .query(ArgumentMatchers.<RowMapper<RegisteredReader>>any())
            .optional())
        .thenReturn(Optional.of(ada))
        .thenReturn(Optional.empty());
    when(streams.read(any(), eq(1L))).thenReturn(stream.stream());
    when(streams.read(any(), eq(1L), anyLong())).thenReturn(stream.stream().limit(3));
    StreamedBody export =
        Objects.requireNonNull(
            new JsonExport(jdbc, streams, mock(PileArchive.class), Clock.systemUTC())
                .exportSystem()
                .getBody());

    assertThatThrownBy(() -> export.writeTo(Writer.nullWriter()))
        .isInstanceOf(TryLaterException.class);
  }
}

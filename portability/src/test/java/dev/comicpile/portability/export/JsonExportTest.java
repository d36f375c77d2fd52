package dev.comicpile.portability.export;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.io.IOException;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.ArgumentMatchers;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.MappedQuerySpec;

/** An export while readers leave: each stream is read twice. */
@ExtendWith(OutputCaptureExtension.class)
class JsonExportTest {

  private static final long THERE = 1;
  private static final long GONE = 0;

  private final JdbcClient jdbc = mock(JdbcClient.class, RETURNS_DEEP_STUBS);
  private final MappedQuerySpec<Long> account = mock();
  private final PileStreams streams = mock(PileStreams.class);
  private final PileWorld world = new PileWorld(new Random(1));

  @BeforeEach
  void oneReaderWithAPile() {
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
    when(jdbc.sql(anyString())
            .param(anyLong())
            .query(ArgumentMatchers.<RowMapper<RegisteredReader>>any())
            .optional())
        .thenReturn(Optional.of(new RegisteredReader(7, "ada", Instant.EPOCH)))
        .thenReturn(Optional.empty());
    when(jdbc.sql(anyString()).param(anyLong()).query(Long.class)).thenReturn(account);
    when(streams.read(any(), eq(1L))).thenReturn(world.stream().stream());
  }

  private String exported() throws IOException {
    StreamedBody export =
        Objects.requireNonNull(
            new JsonExport(jdbc, streams, mock(PileArchive.class), Clock.systemUTC())
                .exportSystem()
                .getBody());
    StringWriter text = new StringWriter();
    export.writeTo(text);
    return text.toString();
  }

  private static Stream<RecordedEvent> unreadable() {
    return Stream.generate(
        () -> {
          throw new IllegalStateException("planned");
        });
  }

  @Test
  void aPileThatEndsInTheMiddleTheSecondTimeIsNotExportedInPart() {
    when(account.single()).thenReturn(THERE, GONE);
    when(streams.read(any(), eq(1L), anyLong())).thenReturn(world.stream().stream().limit(3));

    assertThatThrownBy(this::exported).isInstanceOf(TryLaterException.class);
  }

  @Test
  void aPileWhoseKeyIsGoneTheSecondTimeIsNotExportedInPart(CapturedOutput log) {
    when(account.single()).thenReturn(THERE, GONE);
    when(streams.read(any(), eq(1L), anyLong())).thenReturn(unreadable());

    assertThatThrownBy(this::exported).isInstanceOf(TryLaterException.class);
    assertThat(log).doesNotContain("cannot be exported");
  }

  @Test
  void aPileThatCannotBeReadTheSecondTimeIsMarkedWhereTheReaderIsThere(CapturedOutput log)
      throws IOException {
    when(account.single()).thenReturn(THERE);
    when(streams.read(any(), eq(1L), anyLong())).thenReturn(unreadable());

    assertThat(exported()).contains("\"ada\"", "\"events\":[]", "\"unreadable_from\":1");
    assertThat(log).contains("reader 7: version 1 cannot be exported");
  }

  @Test
  void whoLeavesWhileTheirPileIsReadTheFirstTimeIsLeftOut() throws IOException {
    when(account.single()).thenReturn(GONE);
    when(streams.read(any(), eq(1L))).thenReturn(Stream.empty());

    assertThat(exported()).contains("\"readers\":[]");
  }

  @Test
  void whoseKeyGoesWhileTheirPileIsReadTheFirstTimeIsNoFault(CapturedOutput log)
      throws IOException {
    when(account.single()).thenReturn(GONE);
    when(streams.read(any(), eq(1L))).thenReturn(unreadable());

    assertThat(exported()).contains("\"readers\":[]");
    assertThat(log).doesNotContain("cannot be exported");
  }
}

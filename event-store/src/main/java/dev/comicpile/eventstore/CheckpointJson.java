package dev.comicpile.eventstore;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.Standing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checkpoints as they are stored: JSON as that of the events, but facts as lists of values, which
 * takes half the time to read.
 */
final class CheckpointJson {

  /** Raised whenever the same events come to something else than before. */
  private static final int FOLD = 1;

  /** Changes with the fields of what is stored, too. */
  static final int REVISION =
      31 * FOLD
          + Stream.of(
                  Folded.class,
                  Changes.class,
                  ThreadFacts.class,
                  SessionFacts.class,
                  SessionFacts.Pick.class)
              .flatMap(type -> Stream.of(type.getRecordComponents()))
              .map(RecordComponent::toString)
              .collect(Collectors.joining())
              .hashCode();

  /**
   * @param threads all of them
   * @param sessions those that have not been ended
   * @param standing a bit for each version
   */
  record Folded(
      List<ThreadFacts> threads,
      List<SessionFacts> sessions,
      byte[] standing,
      Instant lastAt,
      Instant latestAt) {

    /** What is stored so, with these sessions. */
    Checkpoint checkpoint(long version, Collection<SessionFacts> of) {
      return new Checkpoint(
          version, Contents.of(threads, of), Standing.of(standing), lastAt, latestAt);
    }
  }

  /**
   * @param since the version of the checkpoint before, 0 without any
   * @param sessions those that are new or otherwise than there
   * @param removed those that are no longer there
   */
  record Changes(long since, List<SessionFacts> sessions, List<SessionId> removed) {}

  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  private interface AsList {}

  private final ObjectMapper json;

  CheckpointJson(EventSerializer events) {
    JsonMapper.Builder mapper = ((JsonMapper) events.getObjectMapper()).rebuild();
    json =
        mapper
            .addMixIn(ThreadFacts.class, AsList.class)
            .addMixIn(SessionFacts.class, AsList.class)
            .addMixIn(SessionFacts.Pick.class, AsList.class)
            .disable(
                EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
            .build();
  }

  byte[] write(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater quick = new Deflater(Deflater.BEST_SPEED);
    try (OutputStream deflated = new DeflaterOutputStream(bytes, quick)) {
      json.writeValue(deflated, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      quick.end();
    }
    return bytes.toByteArray();
  }

  <T> T read(Class<T> type, byte[] bytes) {
    try (InflaterInputStream inflated = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return json.readValue(inflated, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

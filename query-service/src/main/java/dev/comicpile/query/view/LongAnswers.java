package dev.comicpile.query.view;

import dev.comicpile.web.StreamedBody;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers that may be longer than memory should hold: a pile of ten thousand threads with long
 * notes is a hundred megabytes. Each row becomes JSON as it is fetched, and what is beyond a
 * megabyte lies in a file until the client has taken it. So the database is done with it as fast as
 * it can read, and no client holds a connection or a snapshot, however slowly it reads.
 */
@Component
public class LongAnswers {

  /** How many rows are longer than what is made in memory. */
  public static final int MANY = 500;

  /** Rows fetched at once, a megabyte of the longest ones. */
  public static final int FETCH_SIZE = 100;

  private static final int IN_MEMORY = 1 << 20;

  private final JsonMapper json;

  LongAnswers(JsonMapper json) {
    this.json = json;
  }

  /** Writes an answer from its rows. */
  @FunctionalInterface
  public interface Content {
    /** Writes it. */
    void writeTo(JsonGenerator out) throws SQLException;
  }

  /** Makes an answer; it is complete when this returns. */
  public StreamedBody of(Content content) throws SQLException {
    Kept kept = new Kept();
    try (JsonGenerator generator = json.createGenerator(kept)) {
      content.writeTo(generator);
    } catch (RuntimeException | SQLException e) {
      kept.drop();
      throw e;
    }
    return kept;
  }

  /** What is written, kept until it has been sent. */
  static final class Kept extends OutputStream implements StreamedBody {

    private final ByteArrayOutputStream start = new ByteArrayOutputStream();
    private @Nullable FileChannel rest;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (rest == null && start.size() + length <= IN_MEMORY) {
        start.write(bytes, offset, length);
        return;
      }
      if (rest == null) {
        rest =
            FileChannel.open(
                Files.createTempFile("comic-pile", ".json"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      while (buffer.hasRemaining()) {
        rest.write(buffer);
      }
    }

    @Override
    public void writeTo(Writer out) throws IOException {
      InputStream all = new ByteArrayInputStream(start.toByteArray());
      if (rest != null) {
        all = new SequenceInputStream(all, Channels.newInputStream(rest.position(0)));
      }
      try (Reader text = new InputStreamReader(all, StandardCharsets.UTF_8)) {
        text.transferTo(out);
      }
    }

    /** Forgets what is not going to be sent. */
    void drop() {
      try {
        if (rest != null) {
          rest.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package dev.comicpile.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** An answer that is kept until it has been sent: what is beyond a megabyte lies in a file. */
public final class KeptAnswer extends OutputStream implements StreamedBody {

  private static final int IN_MEMORY = 1 << 20;

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
    try (java.io.Reader text = new InputStreamReader(all, StandardCharsets.UTF_8)) {
      text.transferTo(out);
    }
  }

  /** Forgets what is not going to be sent. */
  public void drop() {
    try {
      if (rest != null) {
        rest.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.comicpile.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An Axon Server that is not up yet is waited for, but not for ever. */
class AxonServerWaitTest {

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void oneThatComesUpInTimeIsFound() throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
    try (ServerSocket late = new ServerSocket()) {
      CompletableFuture<Void> start =
          CompletableFuture.runAsync(
              () -> bind(late, address),
              CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS));

      AxonServerWait.await("localhost:" + address.getPort(), Duration.ofSeconds(30));

      assertThat(late.isBound()).isTrue();
      assertThat(start).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  private static void bind(ServerSocket socket, InetSocketAddress address) {
    try {
      socket.bind(address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anyOfSeveralWillDo() throws IOException {
    try (ServerSocket up = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String servers = "localhost:" + freePort() + ",localhost:" + up.getLocalPort();

      assertThatCode(() -> AxonServerWait.await(servers, Duration.ofSeconds(30)))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void whereNoneAnswersTheSentenceNamesTheSetting() throws IOException {
    String server = "localhost:" + freePort();

    assertThatThrownBy(() -> AxonServerWait.await(server, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "no Axon Server answered at "
                + server
                + " within 1 s. Start it, or name another one in PILE_AXONSERVER.");
  }
}

package dev.comicpile.eventstore;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An Axon Server that is not up yet is waited for, but not for ever. */
class AxonServerWaitTest {

  private static ServerSocket unbound() throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    return socket;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void oneThatComesUpInTimeIsFound() throws Exception {
    int port = freePort();
    try (ServerSocket late = unbound()) {
      Thread starting =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      Thread.sleep(700);
                      late.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                    } catch (IOException | InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  });

      assertThatCode(() -> AxonServerWait.await("localhost:" + port, Duration.ofSeconds(30)))
          .doesNotThrowAnyException();
      starting.join();
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

package dev.comicpile.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * The real Axon Server that tests run on, in development mode so that it can be emptied: the one
 * named by {@code AXONSERVER_HOST}, with {@code AXONSERVER_PORT} (8124) for gRPC and {@code
 * AXONSERVER_HTTP_PORT} (8024) for HTTP; else one in a container, where a container engine runs.
 */
public final class TestAxonServer {

  private static final String IMAGE = "docker.axoniq.io/axoniq/axonserver:2024.2.3-nonroot";
  private static final int GRPC_PORT = 8124;
  private static final int HTTP_PORT = 8024;

  private static final Optional<TestAxonServer> SERVER = Optional.ofNullable(find());

  private final String host;
  private final Forwarder grpc;
  private final int httpPort;

  private TestAxonServer(String host, int grpcPort, int httpPort) {
    this.host = host;
    this.grpc = new Forwarder(host, grpcPort);
    this.httpPort = httpPort;
  }

  /** The server, if there is one. */
  public static Optional<TestAxonServer> get() {
    return SERVER;
  }

  private static @Nullable TestAxonServer find() {
    String host = System.getenv("AXONSERVER_HOST");
    if (host != null && !host.isBlank()) {
      return new TestAxonServer(
          host, port("AXONSERVER_PORT", GRPC_PORT), port("AXONSERVER_HTTP_PORT", HTTP_PORT));
    }
    return DockerClientFactory.instance().isDockerAvailable() ? inContainer() : null;
  }

  private static int port(String variable, int otherwise) {
    String value = System.getenv(variable);
    return value == null || value.isBlank() ? otherwise : Integer.parseInt(value);
  }

  /** Testcontainers removes it when this process ends. */
  @SuppressWarnings("resource")
  private static TestAxonServer inContainer() {
    GenericContainer<?> container =
        new GenericContainer<>(IMAGE)
            .withExposedPorts(GRPC_PORT, HTTP_PORT)
            .withEnv("AXONIQ_AXONSERVER_DEVMODE_ENABLED", "true")
            .withEnv("AXONIQ_AXONSERVER_STANDALONE", "true")
            .withEnv("AXONIQ_AXONSERVER_MAXMESSAGESIZE", "32MB")
            .waitingFor(Wait.forHttp("/actuator/health").forPort(HTTP_PORT));
    container.start();
    return new TestAxonServer(
        container.getHost(),
        container.getMappedPort(GRPC_PORT),
        container.getMappedPort(HTTP_PORT));
  }

  /** Where services find it: {@code host:port}. */
  public String address() {
    return "localhost:" + grpc.localPort();
  }

  /** Lets nobody reach it who goes to {@link #address()}. */
  public void cut() {
    grpc.cut();
  }

  /** Lets it be reached again. */
  public void restore() {
    grpc.restore();
  }

  /** Takes all events and snapshots from it. */
  public void empty() {
    HttpRequest purge =
        HttpRequest.newBuilder(
                URI.create("http://" + host + ":" + httpPort + "/v1/devmode/purge-events"))
            .DELETE()
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(purge, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            "The Axon Server could not be emptied, which needs its development mode: "
                + answer.statusCode()
                + " "
                + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

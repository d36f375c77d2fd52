package dev.comicpile.system.distributed;

import static dev.comicpile.testing.Waits.await;

import dev.comicpile.system.standalone.PackagedProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the services, at one port, however often it is killed and started. The first of its kind
 * is run from its jar, the others as a container would run them.
 */
final class Service {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Which of the two it is. */
  @SuppressWarnings("ImmutableEnumChecker") // the jar is made when it is first needed
  enum Kind {
    COMMAND("command-service"),
    QUERY("query-service");

    private final String name;
    private @Nullable Path imageJar;

    Kind(String name) {
      this.name = name;
    }

    /** The jar that the build has made. */
    private Path jar() {
      Path jar = Path.of("..", name, "target", name + ".jar");
      if (!Files.exists(jar)) {
        throw new IllegalStateException(jar + " is not there: it is made by `./mvnw verify`");
      }
      return jar;
    }

    /** The same taken apart and put together again, as the Dockerfile does it. */
    private synchronized Path imageJar() {
      if (imageJar == null) {
        imageJar = Image.layOut(jar(), Path.of("target", "images", name));
      }
      return imageJar;
    }
  }

  private final Kind kind;
  private final int number;
  private final int port = Child.freePort();
  private final Map<String, String> settings;
  private @Nullable Child process;

  Service(Kind kind, int number, Map<String, String> settings) {
    this.kind = kind;
    this.number = number;
    this.settings = new HashMap<>(settings);
    this.settings.put("PILE_PORT", "" + port);
  }

  Kind kind() {
    return kind;
  }

  String place() {
    return "127.0.0.1:" + port;
  }

  String url() {
    return "http://" + place();
  }

  boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Starts it where it does not run, without waiting. */
  void start() {
    if (!isRunning()) {
      process =
          Child.start(
              toString(),
              settings,
              List.of(
                  PackagedProgram.java(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xmx256m",
                  "-jar",
                  (number == 1 ? kind.jar() : kind.imageJar()).toString()));
    }
  }

  void awaitReady() {
    await(this + " is ready")
        .until(
            () -> {
              Child started = process;
              if (started == null || !started.isAlive()) {
                throw new IllegalStateException(
                    this + " has ended" + (started == null ? "" : ", see " + started.log()));
              }
              return isReady();
            });
  }

  private boolean isReady() {
    try {
      HttpRequest ask = HttpRequest.newBuilder(URI.create(url() + "/readyz")).build();
      return HTTP.send(ask, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void kill() {
    if (process != null) {
      process.kill();
    }
  }

  @Override
  public String toString() {
    return kind.name + "-" + number;
  }
}

package dev.comicpile.command.account;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signing in by a provider through the gateway, in the project's own configuration, which sends a
 * browser that has no token yet to two command-services in turn.
 */
class OidcThroughGatewayIT extends OidcOverHttp {

  @TempDir static Path directory;

  private static Process haproxy;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> program =
        Stream.concat(
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                Stream.of("/usr/sbin", "/usr/local/sbin"))
            .map(folder -> Path.of(folder, "haproxy"))
            .filter(Files::isExecutable)
            .findFirst();
    if (program.isEmpty()) {
      String reason = "OidcThroughGatewayIT is skipped: there is no haproxy on the PATH.";
      System.out.println(reason);
      abort(reason);
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            program.get().toString(),
            "-f",
            "../gateway/haproxy.cfg",
            "-f",
            "../gateway/one-machine.cfg");
    builder.environment().put("PILE_GATEWAY", "127.0.0.1:" + gateway);
    builder.environment().put("PILE_COMMAND_1", "127.0.0.1:" + one);
    builder.environment().put("PILE_COMMAND_2", "127.0.0.1:" + other);
    File log = directory.resolve("haproxy.log").toFile();
    haproxy = builder.redirectErrorStream(true).redirectOutput(log).start();
    await("both command-services behind the gateway")
        .until(() -> names().equals(Set.of("Test ID", "The same ID")));
  }

  @AfterAll
  static void stop() {
    if (haproxy != null) {
      haproxy.destroy();
    }
  }

  /** What two requests in turn are told: each command-service has a name of its own for it. */
  private static Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (int n = 0; n < 2; n++) {
      try {
        HttpResponse<String> answer =
            new OidcBrowser().get(OidcBrowser.service(gateway, "/api/auth/methods"));
        names.add(OidcBrowser.json(answer).at("/oidc/0/name").asString());
      } catch (RuntimeException e) {
        // It does not listen yet, or has no service yet.
        return Set.of();
      }
    }
    return names;
  }

  @Test
  void whatOneCommandServiceBeginsTheOtherEnds() {
    String name = known();
    OidcBrowser browser = new OidcBrowser();

    URI begun = browser.begin(gateway);
    assertThat(OidcBrowser.parameter(begun, "redirect_uri")).contains(":" + gateway);
    assertThat(browser.comeBack(browser.atProvider(begun, name), gateway))
        .isEqualTo("/?sign_in=signed_in");

    assertThat(browser.me(gateway).path("username").asString()).isEqualTo(name);
    assertThat(new OidcBrowser().signIn(gateway, name)).isEqualTo("/?sign_in=signed_in");
  }

  @Test
  void aReaderLinksTheirAccountThere() {
    OidcBrowser browser = new OidcBrowser();
    String token = register(browser, "reader-" + NAMES.incrementAndGet());

    HttpResponse<String> begun = browser.post(gateway, "/api/account/identities", "", token);
    URI location = URI.create(OidcBrowser.json(begun).path("location").asString());

    assertThat(browser.comeBack(browser.atProvider(location, known()), gateway))
        .isEqualTo("/account?sign_in=linked");
  }
}

package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What tests of signing in by a provider share: the provider, and two command-services that share a
 * database and nothing else, as behind a gateway that sends each request to either.
 */
abstract class OidcOverHttp {

  static final AtomicInteger NAMES = new AtomicInteger();
  static final List<ConfigurableApplicationContext> SERVICES = new ArrayList<>();

  static final int one = freePort();
  static final int other = freePort();

  /** Where a gateway may stand before both. */
  static final int gateway = freePort();

  static final String database = TestDatabase.empty("signing_in_by_a_provider");
  static final TestProvider provider = new TestProvider(freePort(), one, other, gateway);

  static {
    // once for all tests; Spring ends them with the JVM
    service(one, Map.of());
    service(other, Map.of("comicpile.oidc.name", "The same ID"));
  }

  static ConfigurableApplicationContext service(int port, Map<String, Object> settings) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "server.port",
                port,
                "spring.config.name",
                "comic-pile",
                "comicpile.rate-limits",
                "off",
                "comicpile.trusted-proxies",
                "127.0.0.1",
                "spring.datasource.url",
                database,
                "spring.datasource.username",
                "postgres",
                "comicpile.oidc.issuer",
                provider.issuer(),
                "comicpile.oidc.client-id",
                TestProvider.CLIENT,
                "comicpile.oidc.client-secret",
                TestProvider.SECRET,
                "comicpile.oidc.name",
                "Test ID"));
    all.putAll(settings);
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(AccountsAlone.class)
            .run(
                all.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new));
    SERVICES.add(context);
    return context;
  }

  /** A command-service of other settings, for as long as something is done with it. */
  interface With {
    void run(int port);
  }

  static void with(Map<String, Object> settings, With work) {
    int port = freePort();
    Map<String, Object> all = new HashMap<>(settings);
    // the provider knows the redirect of the first one
    all.putIfAbsent("comicpile.public-url", "http://localhost:" + one);
    try (ConfigurableApplicationContext context = service(port, all)) {
      SERVICES.remove(context);
      work.run(port);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Somebody whom the provider knows by an address that it has verified. */
  static String known() {
    String name = "known-" + NAMES.incrementAndGet();
    provider.says(name, Map.of("email", name + "@example.com", "email_verified", true));
    return name;
  }

  static JdbcClient jdbc() {
    return SERVICES.getFirst().getBean(JdbcClient.class);
  }

  static String register(OidcBrowser browser, String name) {
    HttpResponse<String> answer =
        browser.post(
            one,
            "/api/auth/web/register",
            "{\"username\":\"%s\",\"email\":\"%s@example.com\",\"password\":\"correct horse\"}"
                .formatted(name, name),
            null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return OidcBrowser.json(answer).path("access_token").asString();
  }
}

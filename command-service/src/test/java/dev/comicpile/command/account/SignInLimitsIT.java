package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.TestDatabase;
import io.github.bucket4j.TimeMeter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Guesses at a password from many addresses are limited, and lock nobody out. */
@SpringBootTest(
    classes = {AccountsAlone.class, SignInLimitsIT.Time.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=comic-pile",
      "comicpile.trusted-proxies=127.0.0.1",
      "comicpile.rate-limit-logins=5",
      "server.forward-headers-strategy=none"
    })
class SignInLimitsIT {

  /** However long the hashing takes. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Time {

    @Bean
    TimeMeter timeThatStandsStill() {
      return new TimeMeter() {
        @Override
        public long currentTimeNanos() {
          return 0;
        }

        @Override
        public boolean isWallClockBased() {
          return false;
        }
      };
    }
  }

  private static final String HOME = "192.0.2.1";

  private final HttpClient client = HttpClient.newHttpClient();

  @LocalServerPort int port;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", TestDatabase::url);
    properties.add("spring.datasource.username", () -> "postgres");
  }

  private HttpResponse<String> post(String path, String body, String address) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/auth/" + path))
              .header("Content-Type", "application/json")
              .header("X-Forwarded-For", address)
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private int logIn(String name, String password, String address) {
    return post(
            "login", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password), address)
        .statusCode();
  }

  @Test
  void guessesFromManyAddressesAreLimitedButNotWhereTheReaderHasLoggedInFromBefore() {
    assertThat(
            post(
                    "register",
                    "{\"username\":\"guessed\",\"email\":\"guessed@e.org\","
                        + "\"password\":\"correct horse\"}",
                    HOME)
                .statusCode())
        .isEqualTo(200);

    for (String name : new String[] {"Guessed", "nobody of that name"}) {
      assertThat(IntStream.range(0, 8).map(i -> logIn(name, "wrong horse", "198.51.100." + i)))
          .containsExactly(401, 401, 401, 401, 401, 429, 429, 429);
    }
    assertThat(logIn("guessed", "correct horse", "203.0.113.1")).isEqualTo(429);
    assertThat(logIn("guessed", "correct horse", HOME)).isEqualTo(200);

    // and over all
    IntStream.range(0, 100).forEach(i -> logIn("name " + i, "wrong horse", "10.0.0." + i));
    assertThat(logIn("yet another", "wrong horse", "10.0.1.1")).isEqualTo(429);
    assertThat(logIn("guessed", "correct horse", HOME)).isEqualTo(200);
  }
}

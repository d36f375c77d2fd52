package dev.comicpile.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.web.RateLimitsTest.MovableTime;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** A client that asks too often is told when to come back. */
@Import(RateLimitHttpTest.Time.class)
@TestPropertySource(
    properties = {
      "comicpile.rate-limits=on",
      "comicpile.rate-limit-logins=2",
      "comicpile.rate-limit-writes=3",
      "comicpile.rate-limit-reads=4"
    })
class RateLimitHttpTest extends WebTest {

  @TestConfiguration(proxyBeanMethods = false)
  static class Time {
    @Bean
    MovableTime time() {
      return new MovableTime();
    }
  }

  @Autowired MovableTime time;
  @Autowired MeterRegistry meters;

  private double refusals(String kind) {
    return meters.get("comicpile.rate.limit.refusals").tag("kind", kind).counter().count();
  }

  @BeforeEach
  void everythingIsForgiven() {
    time.advance(Duration.ofMinutes(1));
  }

  private HttpRequest.Builder write(String path) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"title\":\"Saga\",\"issues_remaining\":1}"));
  }

  private static void answered(HttpRequest.Builder request, int status, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(send(request).status()).isEqualTo(status);
    }
  }

  private static Answer refused(HttpRequest.Builder request, long retryAfter) {
    Answer answer = send(request);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.header("Retry-After")).isEqualTo(Long.toString(retryAfter));
    assertThat(answer.json().get("detail").asString())
        .isEqualTo("That was too many requests. Please try again in " + retryAfter + " seconds.");
    return answer;
  }

  @Test
  void oneAddressHoldsAPartOfTheConnectionsOnly() throws IOException {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i <= AddressedConnections.PER_ADDRESS; i++) {
        held.add(new Socket("localhost", port));
      }
      Socket last = held.getLast();
      last.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
      // closed at once, where the others would be waited for
      assertThat(isClosed(last)).isTrue();
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  private static boolean isClosed(Socket socket) throws IOException {
    try {
      socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  @Test
  void loginsAndRegistrationsOfOneAddressAreCountedTogether() {
    answered(write("/api/auth/login"), 404, 1); // which this service does not have
    answered(write("/api/auth/register/"), 404, 1);
    refused(write("/api/auth/login"), 30);
    refused(write("/api/auth/register"), 30);
    refused(write("/%61pi/auth/login/").header("X-Forwarded-For", "10.9.9.9"), 30);
    refused(write("/api/auth/login").header("Authorization", "Bearer " + token()), 30);
    answered(request("/api/nothing").GET(), 404, 1);
    time.advance(Duration.ofSeconds(30));
    answered(write("/api/auth/login"), 404, 1);
    refused(write("/api/auth/login"), 30);
  }

  @Test
  void writesAndReadsAreCountedByReader() {
    HttpRequest.Builder write = write("/api/echo").header("Authorization", "Bearer " + token());
    answered(write, 200, 3);
    refused(write, 20);
    answered(authorized("/api/echo").GET(), 200, 3);
    answered(authorized("/api/echo").HEAD(), 200, 1);
    refused(authorized("/api/echo").GET(), 15);
    assertThat(send(request("/actuator/prometheus").GET()).body())
        .contains("comicpile_rate_limit_refusals_total{kind=\"write\"}");
    double refusals = refusals("read");
    refused(authorized("/api/echo").GET(), 15);
    assertThat(refusals("read")).isEqualTo(refusals + 1);

    answered(write("/api/echo").header("Authorization", "Bearer " + tokenOf(43)), 200, 3);
    answered(request("/api/echo").header("Authorization", "Bearer " + tokenOf(43)).GET(), 200, 4);
    time.advance(Duration.ofSeconds(20));
    answered(write, 200, 1);
    refused(write, 20);
  }

  @Test
  void whoIsNotLoggedInIsCountedByAddress() {
    answered(request("/api/echo").GET(), 401, 2);
    answered(request("/api/nothing").GET(), 404, 2);
    refused(request("/api/echo").GET().header("X-Forwarded-For", "10.9.9.9"), 15);
    refused(request("/api/nothing").GET().header("Forwarded", "for=10.9.9.9"), 15);
    answered(authorized("/api/echo").GET(), 200, 1);
  }

  @Test
  void tokensThatDoNotCountAreCounted() {
    answered(request("/api/echo").header("Authorization", "Bearer x.y.z").GET(), 401, 2);
    answered(
        request("/api/echo")
            .header(
                "Authorization", "Bearer " + token("f", Instant.now().minusSeconds(120), List.of()))
            .GET(),
        401,
        2);
    refused(request("/api/echo").header("Authorization", "Bearer x.y.z").GET(), 15);
    answered(authorized("/api/echo").GET(), 200, 1);
  }

  @Test
  void aPageOfAnotherOriginCanReadTheRefusal() {
    answered(request("/api/nothing").GET(), 404, 4);
    Answer answer =
        refused(request("/api/nothing").header("Origin", "https://app.example.org").GET(), 15);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.header("Access-Control-Expose-Headers")).contains("Retry-After");
    assertThat(answer.header("Cache-Control")).contains("no-cache");
    answered(
        request("/api/echo")
            .header("Origin", "https://app.example.org")
            .header("Access-Control-Request-Method", "POST")
            .method("OPTIONS", BodyPublishers.noBody()),
        200,
        10);
  }

  @Test
  void whatIsNotTheApiIsNotCounted() {
    answered(request("/health").GET(), 200, 10);
    answered(request("/docs").GET(), 200, 10);
  }
}

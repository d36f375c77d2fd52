package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** What a trusted proxy says of its client is believed. */
@TestPropertySource(properties = "comicpile.trusted-proxies=192.0.2.0/24, 127.0.0.0/8, ::1")
class TrustedProxiesHttpTest extends ForwardedHttpTest {

  @Test
  void clientsOfOneProxyAreCountedApart() {
    assertThat(statusFor("198.51.100.1")).isEqualTo(404);
    assertThat(statusFor("198.51.100.1")).isEqualTo(404);
    assertThat(statusFor("198.51.100.1")).isEqualTo(429);
    assertThat(statusFor("198.51.100.2")).isEqualTo(404);
  }

  @Test
  void whatTheClientItselfHasSentIsNotBelieved() {
    assertThat(statusFor("203.0.113.1, 198.51.100.3")).isEqualTo(404);
    assertThat(statusFor("203.0.113.2, 198.51.100.3, 192.0.2.9")).isEqualTo(404);
    assertThat(statusFor("203.0.113.3, 198.51.100.3")).isEqualTo(429);
  }

  @Test
  void theAddressThatTheClientUsesIsKnown() {
    assertThat(addressOfTheRequest()).isEqualTo("https://pile.example.org:8443/api/echo/address");
  }

  @Test
  void behindTlsTheCookieOfTheVersionIsSecure() {
    HttpRequest.Builder write =
        authorized("/api/echo")
            .header("Content-Type", "application/json")
            .header("X-Forwarded-Proto", "https")
            .POST(BodyPublishers.ofString("{\"title\":\"Saga\",\"issues_remaining\":1}"));

    assertThat(send(write).header("Set-Cookie")).startsWith("pile_version=").contains("; Secure");
  }
}

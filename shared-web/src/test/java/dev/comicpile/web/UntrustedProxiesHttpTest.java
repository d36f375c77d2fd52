package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** What anybody else says of a client is not believed. */
@TestPropertySource(properties = "comicpile.trusted-proxies=192.0.2.0/24")
class UntrustedProxiesHttpTest extends ForwardedHttpTest {

  @Test
  void aSpoofedAddressChangesNothing() {
    assertThat(statusFor("198.51.100.1")).isEqualTo(404);
    assertThat(statusFor("198.51.100.2")).isEqualTo(404);
    assertThat(statusFor("198.51.100.3")).isEqualTo(429);
  }

  @Test
  void aSpoofedHostChangesNothing() {
    assertThat(addressOfTheRequest()).isEqualTo("http://localhost:" + port + "/api/echo/address");
  }
}

package dev.comicpile.web;

import dev.comicpile.web.RateLimitsTest.MovableTime;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** Requests that carry what a proxy says of its client. */
@Import(RateLimitHttpTest.Time.class)
@TestPropertySource(properties = {"comicpile.rate-limits=on", "comicpile.rate-limit-reads=2"})
abstract class ForwardedHttpTest extends WebTest {

  @Autowired MovableTime time;

  @BeforeEach
  void everythingIsForgiven() {
    time.advance(Duration.ofMinutes(1));
  }

  int statusFor(String forwardedFor) {
    return send(request("/api/nothing").header("X-Forwarded-For", forwardedFor).GET()).status();
  }

  String addressOfTheRequest() {
    HttpRequest.Builder request =
        request("/api/echo/address")
            .header("Authorization", "Bearer " + token())
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-Port", "8443")
            .header("X-Forwarded-Host", "pile.example.org");
    return send(request.GET()).json().path("address").asString();
  }
}

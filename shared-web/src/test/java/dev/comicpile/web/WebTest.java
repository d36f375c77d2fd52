package dev.comicpile.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a small service over HTTP, as any client would. */
@SpringBootTest(
    classes = EchoApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=comic-pile",
      "comicpile.rate-limits=off",
      "comicpile.shared-database=true"
    })
abstract class WebTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @LocalServerPort int port;

  @Autowired JwtEncoder encoder;

  /** An answer with its body read as JSON, where it is JSON. */
  record Answer(int status, HttpResponse<String> response) {
    JsonNode json() {
      return JSON.readTree(response.body());
    }

    String header(String name) {
      return String.join("|", response.headers().allValues(name));
    }

    String body() {
      return response.body();
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  HttpRequest.Builder authorized(String path) {
    return request(path).header("Authorization", "Bearer " + token());
  }

  Answer get(String path) {
    return send(authorized(path).GET());
  }

  Answer post(String path, String json) {
    return send(
        authorized(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  String token() {
    return token("family-1", Instant.now().plusSeconds(60), List.of());
  }

  /** The token of another reader than the usual one. */
  String tokenOf(long readerId) {
    return token(readerId, "family-" + readerId, Instant.now().plusSeconds(60), List.of());
  }

  String token(String family, Instant expiry, List<String> roles) {
    return token(42, family, expiry, roles);
  }

  private String token(long readerId, String family, Instant expiry, List<String> roles) {
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .subject(Long.toString(readerId))
            .claim(Reader.USERNAME, "ada")
            .claim(Reader.ROLES, roles)
            .claim(Reader.FAMILY, family)
            .issuedAt(expiry.minusSeconds(600))
            .expiresAt(expiry)
            .build();
    return encoder
        .encode(JwtEncoderParameters.from(JwsHeader.with(SignatureAlgorithm.RS256).build(), claims))
        .getTokenValue();
  }
}

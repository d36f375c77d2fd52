package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.ApiContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser that signs in by a provider: it keeps cookies, and goes from one to the other. */
final class OidcBrowser {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

  /** Begins at a command-service, and comes to the provider. */
  URI begin(int port) {
    return location(get(service(port, "/api/auth/oidc/sso")));
  }

  /** Says its name to the provider, and is sent back with a code. */
  URI atProvider(URI location, String name) {
    URI back =
        location(send(HttpRequest.newBuilder(location).header(TestProvider.NAME, name).build()));
    assertThat(back.getRawQuery()).as(back + " for " + location).contains("code=");
    return back;
  }

  /** Comes back to a command-service, and is told what has come of it. */
  String comeBack(URI callback, int port) {
    HttpResponse<String> answer =
        get(service(port, callback.getRawPath() + "?" + callback.getRawQuery()));
    ApiContract.check(answer);
    return location(answer).toString();
  }

  /** All of it at one command-service. */
  String signIn(int port, String name) {
    return comeBack(atProvider(begin(port), name), port);
  }

  HttpResponse<String> post(int port, String path, String body, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service(port, path))
            .header("Content-Type", "application/json")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> answer = send(request.build());
    ApiContract.check(answer);
    return answer;
  }

  /** The access token that the app gets by the refresh cookie. */
  String accessToken(int port) {
    HttpResponse<String> answer = post(port, "/api/auth/web/refresh", "", null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer).path("access_token").asString();
  }

  JsonNode me(int port) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(service(port, "/api/auth/me"))
                .header("Authorization", "Bearer " + accessToken(port))
                .build());
    assertThat(answer.statusCode()).isEqualTo(200);
    return json(answer);
  }

  HttpResponse<String> get(URI address) {
    return send(HttpRequest.newBuilder(address).build());
  }

  Optional<HttpCookie> cookie(String name) {
    return cookies(name).stream().findFirst();
  }

  /** Those whose names begin so. */
  List<HttpCookie> cookies(String prefix) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().startsWith(prefix))
        .toList();
  }

  static URI location(HttpResponse<String> answer) {
    return URI.create(
        answer
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body())));
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  static URI service(int port, String path) {
    return URI.create("http://localhost:" + port + path);
  }

  static String parameter(URI address, String name) {
    Matcher found =
        Pattern.compile("[?&]" + name + "=([^&]*)")
            .matcher(address.getRawQuery().indexOf(name) >= 0 ? "?" + address.getRawQuery() : "?");
    assertThat(found.find()).as(name + " in " + address).isTrue();
    return found.group(1);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

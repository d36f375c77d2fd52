package dev.comicpile.command.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Single requests without a browser's cookies. */
final class OidcBrowserRequests {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private OidcBrowserRequests() {}

  static HttpResponse<String> getWithCookie(URI address, String cookie) {
    return send(HttpRequest.newBuilder(address).header("Cookie", cookie).build());
  }

  static HttpResponse<String> get(int port, String path, String token) {
    return send(
        HttpRequest.newBuilder(OidcBrowser.service(port, path))
            .header("Authorization", "Bearer " + token)
            .build());
  }

  static int delete(int port, String path, String token) {
    return delete(port, path, token, "");
  }

  static int delete(int port, String path, String token, String body) {
    return send(HttpRequest.newBuilder(OidcBrowser.service(port, path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method("DELETE", BodyPublishers.ofString(body))
            .build())
        .statusCode();
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

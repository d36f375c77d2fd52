package dev.comicpile.standalone.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An evening with Comic Pile, as a reader and an app would spend it: what is asked for here is what
 * the AOT cache is good for.
 */
final class Evening {

  private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
  private static final Pattern REFRESH_TOKEN = Pattern.compile("\"refresh_token\":\"([^\"]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
  private static final int THREADS = 12;
  private static final int TURNS = 24;
  private static final List<String> RATINGS = List.of("4.5", "3.0", "5.0", "2.5", "4.0");

  /** What is looked at now and then, after a turn. */
  private static final List<String> PAGES =
      List.of(
          "/api/queue/",
          "/api/undo/history?limit=20",
          "/api/sessions/",
          "/api/history/events?limit=20",
          "/api/analytics/",
          "/api/history/state",
          "/health",
          "/readyz",
          "/actuator/prometheus");

  private final String url;
  private String token = "";
  private int refused;

  /**
   * An evening with a program that runs.
   *
   * @param url where it answers
   */
  Evening(String url) {
    this.url = url;
    CookieHandler.setDefault(new CookieManager());
  }

  /**
   * Plays it. A request that is refused is passed over: the evening teaches something all the same.
   *
   * @return how many requests were refused
   * @throws IOException if there is no answer, or nobody can log in
   */
  int play(String username, String password) throws IOException {
    String login = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password);
    String tokens = post("/api/auth/login", login);
    token = first(ACCESS_TOKEN, tokens);
    String pair = "{\"refresh_token\":\"%s\"}".formatted(first(REFRESH_TOKEN, tokens));
    token = first(ACCESS_TOKEN, post("/api/auth/refresh", pair));
    get("/api/auth/me");
    String thread = "";
    for (int i = 0; i < THREADS; i++) {
      String added =
          post(
              "/api/threads/",
              """
              {"title":"Comic %s","format":"Trade","issues_remaining":40,"notes":"From the shelf"}\
              """
                  .formatted(i));
      thread = first(ID, added);
    }
    for (int turn = 0; turn < TURNS; turn++) {
      turn(RATINGS.get(turn % RATINGS.size()));
      get(PAGES.get(turn % PAGES.size()));
      if (turn % 6 == 5) {
        post("/api/undo/", "");
        post("/api/undo/redo", "");
      }
    }
    post("/api/roll/", "");
    post("/api/snooze/", "");
    send("PUT", "/api/queue/threads/" + thread + "/front/", "");
    send("PUT", "/api/threads/" + thread, "{\"notes\":\"Nearly through\"}");
    return refused;
  }

  private void turn(String rating) throws IOException {
    post("/api/roll/", "");
    get("/api/session/current");
    get("/api/threads/");
    post("/api/rate/", "{\"rating\":%s,\"issues_read\":1}".formatted(rating));
    get("/api/session/current");
    get("/api/threads/");
    get("/api/analytics/metrics");
  }

  private String get(String path) throws IOException {
    return send("GET", path, "");
  }

  private String post(String path, String body) throws IOException {
    return send("POST", path, body);
  }

  private String send(String method, String path, String body) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(url + path).toURL().openConnection();
    connection.setRequestMethod(method);
    if (!token.isEmpty()) {
      connection.setRequestProperty("Authorization", "Bearer " + token);
    }
    if (!body.isEmpty()) {
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body.getBytes(StandardCharsets.UTF_8));
      }
    }
    boolean done = connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST;
    refused += done ? 0 : 1;
    try (InputStream in = done ? connection.getInputStream() : connection.getErrorStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String first(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("no " + pattern + " in " + text);
    }
    return matcher.group(1);
  }
}

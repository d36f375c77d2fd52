package dev.comicpile.command;

import dev.comicpile.api.ReaderId;
import dev.comicpile.testing.Api;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.env.Environment;

/** Readers of the running service. Each is a new one with an empty pile, if its id is not said. */
public final class Readers {

  /** What follows an admin's id in their access token. */
  static final String ADMIN = "-admin";

  private static final AtomicLong LAST_ID = new AtomicLong(1_000_000);

  private final Environment environment;

  Readers(Environment environment) {
    this.environment = environment;
  }

  /** Where the service listens. */
  public int port() {
    return environment.getRequiredProperty("local.server.port", Integer.class);
  }

  /** A reader with an empty pile. */
  public Api reader() {
    return readerOf(new ReaderId(LAST_ID.incrementAndGet()));
  }

  /** A reader by their id. */
  public Api readerOf(ReaderId id) {
    return Api.of(url(), id.number(), id.toString());
  }

  /** The id of a reader who is asked for with {@link #reader} or {@link #admin}. */
  public static ReaderId idOf(Api reader) {
    return new ReaderId(reader.id());
  }

  /** An admin with an empty pile of their own. */
  public Api admin() {
    long id = LAST_ID.incrementAndGet();
    return Api.of(url(), id, id + ADMIN);
  }

  /** A client without a token. */
  public Api nobody() {
    return Api.anonymous(url());
  }

  private String url() {
    return "http://localhost:" + port();
  }
}

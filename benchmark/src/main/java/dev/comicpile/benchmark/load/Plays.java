package dev.comicpile.benchmark.load;

import java.util.List;
import java.util.function.ObjIntConsumer;

/** All that readers do here. */
public final class Plays {

  public static final Play ROLL = write("roll", Plays::roll);

  /** Every other request, for only what was rolled can be rated. */
  public static final Play RATE = write("rate (every other one a roll)", Plays::rollOrRate);

  public static final Play MOVE = write("move", Plays::move);
  public static final Play EDIT = write("edit", Plays::edit);
  public static final Play THREADS = Play.read("threads (100)", "/api/threads/");
  public static final Play QUEUE = Play.read("queue (100)", "/api/queue/");
  public static final Play SESSION = Play.read("session", "/api/sessions/current/");
  public static final Play POOL = Play.read("pool", "/api/roll/pool");
  public static final Play METRICS =
      new Play("metrics", false, 150, 1, (reader, n) -> reader.get("/api/analytics/metrics"));
  public static final Play HISTORY = Play.read("undo history", "/api/undo/history");
  public static final Play DETAILS = new Play("session details", false, 300, 1, Plays::details);

  private static final int TURN_REQUESTS = 7;

  /** What an app does when its reader takes a turn. */
  public static final Play TURN =
      new Play("turn (7 requests)", true, 12, TURN_REQUESTS, Plays::turn);

  /** All that is measured one by one. */
  public static final List<Play> ROWS =
      List.of(
          ROLL, RATE, MOVE, EDIT, THREADS, QUEUE, SESSION, POOL, METRICS, DETAILS, HISTORY, TURN);

  private static final List<Play> NOW_AND_THEN = List.of(MOVE, EDIT, QUEUE, POOL, DETAILS, HISTORY);

  /** A turn, and beside it what an app asks for now and then: the warm-up. */
  public static final Play MIX =
      new Play("mix", true, 8, TURN_REQUESTS + NOW_AND_THEN.size(), Plays::mix);

  private static final List<Play> END_OF_ROUND =
      List.of(QUEUE, EDIT, THREADS, MOVE, POOL, HISTORY, DETAILS);

  /** One request of an evening's at a time. */
  public static final Play EVENING = write("evening", Plays::evening);

  private static final int TURNS_OF_A_ROUND = 9;

  /** Ends a session after so many ratings, as readers do. */
  private static final int RATINGS_OF_A_SESSION = 12;

  private Plays() {}

  private static Play write(String row, ObjIntConsumer<Reader> once) {
    return new Play(row, true, 200, 1, once);
  }

  private static void roll(Reader reader, int n) {
    reader.post("/api/roll/", "");
  }

  private static void rate(Reader reader, int n) {
    boolean last = n % RATINGS_OF_A_SESSION == RATINGS_OF_A_SESSION - 1;
    double rating = (2 + n * 7 % 9) / 2.0;
    reader.post(
        "/api/rate/",
        "{\"rating\": %s, \"issues_read\": 1, \"finish_session\": %s}".formatted(rating, last));
  }

  private static void rollOrRate(Reader reader, int n) {
    if (n % 2 == 0) {
      roll(reader, n / 2);
    } else {
      rate(reader, n / 2);
    }
  }

  /** Always of another thread, so that it changes something. */
  private static void move(Reader reader, int n) {
    reader.post(
        "/api/queue/move", "{\"thread_id\": %s, \"to\": \"front\"}".formatted(reader.thread(n)));
  }

  private static void edit(Reader reader, int n) {
    reader.put(
        "/api/threads/" + reader.thread(n),
        "{\"notes\": \"Continue with issue %s of round %s, then the annual.\"}"
            .formatted(n, System.nanoTime()));
  }

  private static void details(Reader reader, int n) {
    reader.get("/api/sessions/" + reader.finishedSession() + "/details");
  }

  private static void turn(Reader reader, int n) {
    for (int step = 0; step < TURN_REQUESTS; step++) {
      turn(reader, n, step);
    }
  }

  private static void turn(Reader reader, int n, int step) {
    switch (step) {
      case 0 -> roll(reader, n);
      case 3 -> rate(reader, n);
      case 1, 4 -> SESSION.once().accept(reader, n);
      case 2, 5 -> THREADS.once().accept(reader, n);
      default -> METRICS.once().accept(reader, n);
    }
  }

  private static void mix(Reader reader, int n) {
    turn(reader, n);
    NOW_AND_THEN.forEach(further -> further.once().accept(reader, n));
  }

  /** Nine turns, and then the reader looks around and tidies up: 70 requests. */
  private static void evening(Reader reader, int n) {
    int turnRequests = TURNS_OF_A_ROUND * TURN_REQUESTS;
    int round = n / (turnRequests + END_OF_ROUND.size());
    int request = n % (turnRequests + END_OF_ROUND.size());
    if (request < turnRequests) {
      int turn = round * TURNS_OF_A_ROUND + request / TURN_REQUESTS;
      turn(reader, turn, request % TURN_REQUESTS);
    } else {
      END_OF_ROUND.get(request - turnRequests).once().accept(reader, round);
    }
  }
}

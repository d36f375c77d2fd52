package dev.comicpile.system.distributed;

import static dev.comicpile.testing.Waits.await;

import dev.comicpile.system.distributed.Service.Kind;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import dev.comicpile.testing.SpanCollector;
import dev.comicpile.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Two command-services, two query-services and the gateway as processes of their own on one
 * PostgreSQL. There is one such system for each mode; it is started when the first test needs it,
 * and a test that kills one of its processes leaves it so.
 */
final class Apart {

  private static final String ADMIN = "admin";
  private static final String PASSWORD = "a pile of comics";

  private static final Map<Mode, Apart> RUNNING = new EnumMap<>(Mode.class);

  private final List<Service> commands;
  private final List<Service> queries;
  private final Gateway gateway;
  private final SpanCollector spans = new SpanCollector();
  private final String databaseUrl;

  /** The whole system in this mode, with everything running. */
  static synchronized Apart in(Mode mode) {
    Needs.haproxy();
    mode.require();
    Apart apart = RUNNING.computeIfAbsent(mode, Apart::new);
    apart.awaitAll();
    return apart;
  }

  private Apart(Mode mode) {
    int port = Child.freePort();
    Map<String, String> settings = new HashMap<>(mode.settings());
    databaseUrl = TestDatabase.empty(mode.name().toLowerCase(Locale.ROOT));
    settings.put("PILE_DATABASE_URL", databaseUrl);
    settings.put("PILE_DATABASE_USERNAME", "postgres");
    settings.put("PILE_OTLP_ENDPOINT", spans.endpoint());
    // Only requests whose clients ask for it.
    settings.put("PILE_TRACE_SAMPLING", "0.0");
    settings.put("PILE_RATE_LIMITS", "off");
    settings.put("PILE_TRUSTED_PROXIES", "127.0.0.1");
    settings.put("PILE_ADMIN_USERNAME", ADMIN);
    settings.put("PILE_ADMIN_PASSWORD", PASSWORD);
    settings.put("PILE_KEYS_URL", "http://127.0.0.1:" + port + "/.well-known/jwks.json");
    commands =
        List.of(new Service(Kind.COMMAND, 1, settings), new Service(Kind.COMMAND, 2, settings));
    queries = List.of(new Service(Kind.QUERY, 1, settings), new Service(Kind.QUERY, 2, settings));
    gateway =
        Gateway.start(
            port,
            commands.stream().map(Service::place).toList(),
            queries.stream().map(Service::place).toList());
  }

  List<Service> commands() {
    return commands;
  }

  List<Service> queries() {
    return queries;
  }

  List<Service> services() {
    return Stream.concat(commands.stream(), queries.stream()).toList();
  }

  /** Where the gateway answers. */
  String url() {
    return gateway.url();
  }

  /** What the services tell of requests that are traced. */
  SpanCollector spans() {
    return spans;
  }

  /** The database that all of them use. */
  Connection database() throws SQLException {
    return DriverManager.getConnection(databaseUrl);
  }

  /** The admin, through the gateway. */
  Api admin() {
    return Api.logIn(url(), ADMIN, PASSWORD);
  }

  /** Starts what does not run, and waits until the gateway has all of it. */
  void awaitAll() {
    services().forEach(Service::start);
    services().forEach(Service::awaitReady);
    awaitHealth("up", "up");
  }

  /** Waits until the gateway knows whether there are services for writes and for reads. */
  void awaitHealth(String commandsAre, String queriesAre) {
    await("commands " + commandsAre + ", queries " + queriesAre)
        .until(
            () -> {
              Answer health = Api.anonymous(url()).get("/health");
              return health.text("commands").equals(commandsAre)
                  && health.text("queries").equals(queriesAre);
            });
  }
}

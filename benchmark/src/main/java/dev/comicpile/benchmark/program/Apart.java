package dev.comicpile.benchmark.program;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of each service behind the gateway, on a PostgreSQL of their own. */
public final class Apart implements Subject {

  private static final int GATEWAY = 10;
  private static final int COMMANDS = 11;
  private static final int QUERIES = 12;
  private static final int POSTGRES = 13;
  private static final int NOBODY = 14;

  private final int port;
  private final OwnPostgres postgres;
  private final Optional<ListeningProcess> axonServer;
  private final List<Started> processes = new ArrayList<>();

  private Apart(int port, OwnPostgres postgres, Optional<String> axonServer) {
    this.port = port;
    this.postgres = postgres;
    this.axonServer = axonServer.map(ListeningProcess::at);
  }

  /**
   * Starts all of them.
   *
   * @param checkout where both services' jars and the gateway's configuration are
   * @param embedded a data directory of the program
   * @param port the ten from the tenth after this one on are used
   * @param axonServer host and port of one that runs, on this machine, and holds nothing; absent:
   *     the events are in PostgreSQL
   */
  public static Apart start(
      Path checkout, Path embedded, Path directory, int port, Optional<String> axonServer)
      throws IOException {
    Files.createDirectories(directory);
    OwnPostgres postgres = OwnPostgres.start(embedded, directory, port + POSTGRES);
    Apart apart = new Apart(port, postgres, axonServer);
    try {
      apart.startServices(checkout, directory, axonServer);
      return apart;
    } catch (IllegalStateException e) {
      apart.close();
      throw e;
    }
  }

  private void startServices(Path checkout, Path directory, Optional<String> axonServerAddress) {
    Map<String, String> variables = new HashMap<>(Program.VARIABLES);
    variables.put("PILE_DATABASE_URL", postgres.url());
    variables.put("PILE_DATABASE_USERNAME", "comicpile");
    variables.put("PILE_DATABASE_PASSWORD", "");
    variables.put("PILE_KEYS_URL", url() + "/.well-known/jwks.json");
    variables.put("PILE_TRUSTED_PROXIES", "127.0.0.1");
    axonServerAddress.ifPresent(address -> variables.put("PILE_AXONSERVER", address));
    variables.put("PILE_GATEWAY", ":" + (port + GATEWAY));
    variables.put("PILE_COMMAND_1", address(COMMANDS));
    variables.put("PILE_COMMAND_2", address(NOBODY));
    variables.put("PILE_QUERY_1", address(QUERIES));
    variables.put("PILE_QUERY_2", address(NOBODY));
    Path gateway = checkout.resolve("gateway");
    start(
        directory.resolve("gateway.out"),
        variables,
        List.of(
            "haproxy",
            "-f",
            gateway.resolve("haproxy.cfg").toString(),
            "-f",
            gateway.resolve("one-machine.cfg").toString()));
    service(checkout, directory, variables, "command-service", COMMANDS);
    service(checkout, directory, variables, "query-service", QUERIES);
    processes.getFirst().awaitHealthy(url().resolve("/health"));
  }

  private void service(
      Path checkout, Path directory, Map<String, String> variables, String name, int offset) {
    Path jar = checkout.resolve(name).resolve("target").resolve(name + ".jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException("There is no " + jar + ": build it first.");
    }
    String listening = Integer.toString(port + offset);
    List<String> command = new ArrayList<>();
    command.add(Program.java());
    Path options = checkout.resolve("operations").resolve("jvm.options");
    if (Files.exists(options)) {
      // An earlier checkout has none, and leaves everything to the JVM.
      command.add("@" + options);
    }
    command.addAll(List.of("-jar", jar.toString(), "--port", listening));
    start(directory.resolve(name + ".out"), variables, command);
    processes.getLast().awaitHealthy(URI.create("http://" + address(offset) + "/livez"));
  }

  private void start(Path output, Map<String, String> variables, List<String> command) {
    processes.add(Started.start(output, variables, command));
  }

  private String address(int offset) {
    return "127.0.0.1:" + (port + offset);
  }

  @Override
  public URI url() {
    return URI.create("http://" + address(GATEWAY));
  }

  /** Of both services, the gateway and, where there is one, the Axon Server; and of PostgreSQL. */
  @Override
  public CpuTime cpu() {
    long services =
        processes.stream().mapToLong(one -> one.tree().cpuMillis()).sum()
            + axonServer.map(ListeningProcess::cpuMillis).orElse(0L);
    return new CpuTime(services, postgres.cpuMillis());
  }

  @Override
  public void close() {
    processes.reversed().forEach(Started::close);
    postgres.close();
  }
}

package dev.comicpile.system.distributed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The gateway with the project's own configuration, in front of two services of each kind. */
final class Gateway implements AutoCloseable {

  private static final Path CONFIGURATION = Path.of("..", "gateway");

  private final String url;
  private final Child process;

  private Gateway(String url, Child process) {
    this.url = url;
    this.process = process;
  }

  /** Starts it at that port of this machine; servers are said as {@code host:port}. */
  static Gateway start(int port, List<String> commands, List<String> queries) {
    return startBehindProxy("192.0.2.0", port, commands, queries);
  }

  /** The same with a proxy in front of it that has that address. */
  static Gateway startBehindProxy(
      String proxy, int port, List<String> commands, List<String> queries) {
    Map<String, String> environment =
        Map.of(
            "PILE_GATEWAY", "127.0.0.1:" + port,
            "PILE_GATEWAY_PROXY", proxy,
            "PILE_COMMAND_1", commands.get(0),
            "PILE_COMMAND_2", commands.get(1),
            "PILE_QUERY_1", queries.get(0),
            "PILE_QUERY_2", queries.get(1));
    return new Gateway(
        "http://127.0.0.1:" + port, Child.start("gateway", environment, command("one-machine")));
  }

  /**
   * Has the program check the configuration.
   *
   * @param servers the file that says where the services are, without its ending
   * @return the exit code: 0 where there is nothing to complain about
   */
  static int check(String servers) {
    List<String> command = new java.util.ArrayList<>(command(servers));
    command.add("-c");
    return Child.start("gateway-" + servers, Map.of(), command).awaitEnd();
  }

  private static List<String> command(String servers) {
    return List.of(Needs.haproxy().toString(), "-f", file("haproxy"), "-f", file(servers));
  }

  private static String file(String name) {
    Path file = CONFIGURATION.resolve(name + ".cfg");
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " is not there");
    }
    return file.toString();
  }

  String url() {
    return url;
  }

  @Override
  public void close() {
    process.close();
  }
}

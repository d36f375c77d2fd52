package dev.comicpile.startup;

/** The number of a TCP port, as the user wrote it. */
public final class PortNumber {

  private static final int HIGHEST = 65_535;

  private PortNumber() {}

  /**
   * Reads a port.
   *
   * @param name what it was given as, such as {@code --port}
   * @param text 0 to 65535; 0 takes any free port
   * @throws StartFailure if it is anything else
   */
  public static int parse(String name, String text) {
    try {
      int port = Integer.parseInt(text.strip());
      if (port >= 0 && port <= HIGHEST) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new StartFailure(name + ": '" + text + "' is not a port, which is a number up to 65535.");
  }
}

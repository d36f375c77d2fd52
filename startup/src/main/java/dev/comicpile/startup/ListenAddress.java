package dev.comicpile.startup;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** The address that a program listens on, as the user wrote it. */
public final class ListenAddress {

  private ListenAddress() {}

  /**
   * Reads an address.
   *
   * @param name what it was given as, such as {@code PILE_ADDRESS}
   * @param text an IP address of this machine; where it is blank, all of them are meant
   * @return null for all of them
   * @throws StartFailure if it is anything else
   */
  static @Nullable InetAddress parse(String name, String text) {
    if (text.isBlank()) {
      return null;
    }
    try {
      InetAddress address = InetAddress.ofLiteral(text.strip());
      if (address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null) {
        return address;
      }
    } catch (IllegalArgumentException | SocketException e) {
      // Said below.
    }
    throw new StartFailure(
        name + ": '" + text + "' is not an address of this machine, such as 127.0.0.1 or ::1.");
  }

  /**
   * Where a browser on this machine finds what listens on an address.
   *
   * @param text an address that was taken, or blank
   */
  public static String host(String text) {
    InetAddress address = text.isBlank() ? null : InetAddress.ofLiteral(text.strip());
    if (address == null || address.isAnyLocalAddress()) {
      return "localhost";
    }
    String literal = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + literal + "]" : literal;
  }
}

package dev.comicpile.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Who has an address. The owner of one of IPv6 has all of its network, so that is who is meant. */
public final class Networks {

  private static final int USUAL = 64;

  private Networks() {}

  /** An address of IPv4 as it is, the /64 network of one of IPv6. */
  public static String of(String address) {
    return of(address, USUAL);
  }

  /** The same, but for IPv6 a network whose prefix has so many bits, a multiple of 8. */
  static String of(String address, int bits) {
    return isV6(address)
        ? HexFormat.of()
            .formatHex(Arrays.copyOf(InetAddress.ofLiteral(address).getAddress(), bits / Byte.SIZE))
        : address;
  }

  static boolean isV6(String address) {
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

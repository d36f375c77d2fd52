package dev.comicpile.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who has an address. The owner of one of IPv6 has all of its network, so that is who is meant. */
public final class Networks {

  private static final int USUAL = 64;

  private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  /** A /64 as it is kept here. */
  private static final Pattern V6 = Pattern.compile("[0-9a-f]{16}");

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

  /**
   * What people may see of who has an address: a network of IPv4 with 256 addresses, or the /48 of
   * one of IPv6, which is a site. Null where a proxy has named something else.
   *
   * @param network as {@link #of(String)} gives it
   */
  public static @Nullable String shortened(String network) {
    if (V4.matcher(network).matches()) {
      return network.substring(0, network.lastIndexOf('.')) + ".0/24";
    }
    if (!V6.matcher(network).matches()) {
      return null;
    }
    StringBuilder site = new StringBuilder();
    for (int i = 0; i < 12; i += 4) {
      site.append(Integer.toHexString(Integer.parseInt(network, i, i + 4, 16))).append(':');
    }
    return site + ":/48";
  }

  static boolean isV6(String address) {
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

package dev.comicpile.web;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Predicate;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP, where one address holds but a part of the connections that there are, so that it
 * cannot shut out everybody else. Tomcat makes it from its class name, so it is public.
 */
public final class AddressedConnections extends Http11NioProtocol {

  /** A sixteenth of the connections that Tomcat holds; a browser needs six. */
  static final int PER_ADDRESS = 512;

  /** A new protocol without a limit. */
  public AddressedConnections() {
    super(new Endpoint());
  }

  /**
   * Limits the connections of each address.
   *
   * @param exempt addresses that speak for many, such as trusted proxies
   */
  void limit(Predicate<String> exempt) {
    ((Endpoint) getEndpoint()).exempt = exempt;
  }

  /** Whoever has an IPv6 address has all of its network, so that the network is the client. */
  static String network(String address) {
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address ip
          ? HexFormat.of().formatHex(Arrays.copyOf(ip.getAddress(), 8))
          : address;
    } catch (IllegalArgumentException e) {
      return address;
    }
  }

  private static final class Endpoint extends NioEndpoint {

    private volatile Predicate<String> exempt = address -> true;

    /** A connection for which this is false is closed at once. */
    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
      // No address can have too many where there are not so many: mostly nothing is counted.
      return (getConnectionCount() <= PER_ADDRESS || isWithinLimit(address(socket)))
          && super.setSocketOptions(socket);
    }

    private boolean isWithinLimit(@Nullable String address) {
      if (address == null || exempt.test(address)) {
        return true;
      }
      String network = network(address);
      int open = 0;
      for (SocketWrapperBase<?> connection : getConnections()) {
        String other = connection.getRemoteAddr();
        if (other != null && network(other).equals(network)) {
          open++;
        }
      }
      return open < PER_ADDRESS;
    }

    private static @Nullable String address(SocketChannel socket) {
      try {
        return socket.getRemoteAddress() instanceof InetSocketAddress from
            ? from.getAddress().getHostAddress()
            : null;
      } catch (IOException e) {
        return null;
      }
    }
  }
}

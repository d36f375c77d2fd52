package dev.comicpile.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.function.Predicate;
import org.apache.coyote.Adapter;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP with a way of its own from requests to answers, where one address holds but a part
 * of the connections that there are, so that it cannot shut out everybody else. Tomcat makes it
 * from its class name, so it is public.
 */
public final class AddressedConnections extends Http11NioProtocol {

  /** A sixteenth of the connections that Tomcat holds; a browser needs six. */
  static final int PER_ADDRESS = 512;

  private @Nullable Adapter ours;

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

  /** Lets this one handle all requests. */
  void handleBy(Adapter adapter) {
    this.ours = adapter;
  }

  @Override
  public void setAdapter(Adapter usual) {
    super.setAdapter(ours == null ? usual : ours);
  }

  private static final class Endpoint extends NioEndpoint {

    private volatile Predicate<String> exempt = address -> true;

    /** One that is too many is closed at once: Tomcat closes those only that it has taken. */
    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
      // No address can have too many where there are not so many: mostly nothing is counted.
      if (getConnectionCount() > PER_ADDRESS && !isWithinLimit(address(socket))) {
        destroySocket(socket);
        return false;
      }
      return super.setSocketOptions(socket);
    }

    private boolean isWithinLimit(@Nullable String address) {
      if (address == null || exempt.test(address)) {
        return true;
      }
      String network = Networks.of(address);
      int open = 0;
      for (SocketWrapperBase<?> connection : getConnections()) {
        String other = connection.getRemoteAddr();
        if (other != null && Networks.of(other).equals(network)) {
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

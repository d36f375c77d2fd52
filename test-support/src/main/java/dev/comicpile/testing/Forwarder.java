package dev.comicpile.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server that can be cut, as if the server were gone. */
public final class Forwarder {

  private static final int BACKLOG = 50;

  private final String host;
  private final int port;
  private final int localPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private ServerSocket listening;
  private Thread accepting;

  /** Leads to a server. */
  public Forwarder(String host, int port) {
    this.host = host;
    this.port = port;
    this.listening = listen(0);
    this.localPort = listening.getLocalPort();
    this.accepting = accept(listening);
  }

  /** Where connections are taken, on this machine. */
  public int localPort() {
    return localPort;
  }

  /** Ends all connections and takes no more. */
  public synchronized void cut() {
    close(listening);
    // The port is closed only once nobody waits at it any more.
    try {
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.forEach(Forwarder::close);
    open.clear();
  }

  /** Takes connections again. */
  public synchronized void restore() {
    if (listening.isClosed()) {
      listening = listen(localPort);
      accepting = accept(listening);
    }
  }

  private static ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Thread accept(ServerSocket server) {
    return Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try {
                  Socket client = server.accept();
                  Socket target = new Socket(host, port);
                  copy(client, target);
                  copy(target, client);
                } catch (IOException e) {
                  // The next connection may succeed; a closed server ends the loop.
                }
              }
            });
  }

  private void copy(Socket from, Socket to) throws IOException {
    from.setTcpNoDelay(true);
    open.add(from);
    Thread.ofVirtual()
        .start(
            () -> {
              try (from;
                  to) {
                from.getInputStream().transferTo(to.getOutputStream());
              } catch (IOException e) {
                // One of the two ends has gone, and so does the other.
              } finally {
                open.remove(from);
              }
            });
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.comicpile.benchmark.program;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A running JVM, asked over its management interface. Being asked costs it some memory, so that is
 * read before.
 */
public final class Jvm implements AutoCloseable {

  private static final String RECORDING = "name=benchmark";

  private final JMXConnector connector;
  private final MBeanServerConnection server;

  private Jvm(JMXConnector connector) throws IOException {
    this.connector = connector;
    this.server = connector.getMBeanServerConnection();
  }

  /** Attaches to a process of the same user. */
  @SuppressWarnings("BanJNDI") // the address is one that the other process made on this machine
  public static Jvm attach(long pid) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        String address = machine.startLocalManagementAgent();
        return new Jvm(JMXConnectorFactory.connect(new JMXServiceURL(address)));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | IOException e) {
      throw new IllegalStateException("The program's JVM cannot be asked: " + e, e);
    }
  }

  /** What all threads have allocated so far. */
  public double allocatedKilobytes() {
    try {
      ObjectName threads = ObjectName.getInstance(ManagementFactory.THREAD_MXBEAN_NAME);
      return (Long) server.getAttribute(threads, "TotalThreadAllocatedBytes") / 1e3;
    } catch (JMException | IOException e) {
      throw new IllegalStateException("The program's JVM cannot be asked: " + e, e);
    }
  }

  /** What the heap may grow to. */
  public double heapLimitMegabytes() {
    try {
      MemoryMXBean memory =
          ManagementFactory.newPlatformMXBeanProxy(
              server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
      return memory.getHeapMemoryUsage().getMax() / 1e6;
    } catch (IOException e) {
      throw new IllegalStateException("The program's JVM cannot be asked: " + e, e);
    }
  }

  /** Records every wait for a socket or a file, and every pinning, however short. */
  void startRecording() {
    diagnose(
        "jfrStart",
        RECORDING,
        "settings=none",
        "jdk.SocketRead#enabled=true",
        "jdk.SocketRead#threshold=0ms",
        "jdk.SocketRead#throttle=off",
        "jdk.SocketWrite#enabled=true",
        "jdk.SocketWrite#threshold=1ms",
        "jdk.SocketWrite#throttle=off",
        "jdk.VirtualThreadPinned#enabled=true",
        "jdk.VirtualThreadPinned#threshold=0ms");
  }

  void stopRecording(Path file) {
    diagnose("jfrStop", RECORDING, "filename=" + file);
  }

  private void diagnose(String operation, String... arguments) {
    try {
      server.invoke(
          ObjectName.getInstance("com.sun.management:type=DiagnosticCommand"),
          operation,
          new Object[] {arguments},
          new String[] {String[].class.getName()});
    } catch (JMException | IOException e) {
      throw new IllegalStateException("The program's JVM cannot be recorded: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      // the program has ended
    }
  }
}

package dev.comicpile.benchmark.floor;

import com.sun.management.OperatingSystemMXBean;
import dev.comicpile.benchmark.load.Latencies;
import dev.comicpile.benchmark.program.CpuTime;
import dev.comicpile.benchmark.program.Program;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Something done again and again by bare JDBC.
 *
 * @param cpu for each time; that of the JVM is this one's
 */
public record Floor(double perSecond, Latencies latencies, CpuTime cpu) {

  /** One thing to do, on a connection that is kept. */
  interface Work {
    void once(Connection connection, int n) throws SQLException;
  }

  /** Does it so often over so many connections, each by its own thread. */
  static Floor measure(Program program, int connections, int count, Work work) {
    Latencies latencies = new Latencies();
    List<Connection> open = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        open.add(program.database().connect());
      }
      // Statements are prepared, and this JVM has compiled what it needs.
      onAll(open, count / 4, work, new Latencies());
      CpuTime before = cpu(program);
      long begin = System.nanoTime();
      onAll(open, count, work, latencies);
      double seconds = (System.nanoTime() - begin) / 1e9;
      return new Floor(count / seconds, latencies, cpu(program).minus(before).per(count));
    } catch (SQLException e) {
      throw new IllegalStateException("The floor cannot be measured: " + e.getMessage(), e);
    } finally {
      open.forEach(Floor::close);
    }
  }

  private static void onAll(List<Connection> open, int count, Work work, Latencies latencies) {
    try (ExecutorService threads = Executors.newFixedThreadPool(open.size())) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        int first = i;
        all.add(
            threads.submit(
                () -> {
                  for (int n = first; n < count; n += open.size()) {
                    long begin = System.nanoTime();
                    work.once(open.get(first), n);
                    latencies.record(System.nanoTime() - begin);
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("The floor cannot be measured: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The benchmark was interrupted.", e);
    }
  }

  private static CpuTime cpu(Program program) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new CpuTime(system.getProcessCpuTime() / 1e6, program.cpu().postgres());
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // it is not used any more
    }
  }
}

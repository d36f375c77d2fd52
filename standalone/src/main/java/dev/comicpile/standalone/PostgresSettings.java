package dev.comicpile.standalone;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the embedded PostgreSQL is run: what suits one household. Little memory, no process that
 * nobody needs, and nothing to do while nothing happens. What was acknowledged has to be there
 * after a crash, whatever it costs.
 */
final class PostgresSettings {

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("timezone", "UTC"),
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("max_connections", "60"),
          Map.entry("shared_buffers", "64MB"),
          Map.entry("maintenance_work_mem", "16MB"),
          Map.entry("huge_pages", "off"),
          Map.entry("jit", "off"),
          Map.entry("io_method", "sync"),
          Map.entry("max_worker_processes", "0"),
          Map.entry("max_parallel_workers", "0"),
          Map.entry("max_parallel_workers_per_gather", "0"),
          Map.entry("max_logical_replication_workers", "0"),
          Map.entry("update_process_title", "off"),
          // Nobody copies the log of this database, so it need not say what only a copy needs.
          Map.entry("wal_level", "minimal"),
          Map.entry("max_wal_senders", "0"),
          Map.entry("checkpoint_timeout", "15min"),
          Map.entry("bgwriter_delay", "10s"),
          Map.entry("bgwriter_lru_maxpages", "0"),
          Map.entry("autovacuum_naptime", "5min"),
          Map.entry("autovacuum_max_workers", "1"),
          Map.entry("logging_collector", "on"),
          Map.entry("log_directory", "../log"),
          Map.entry("log_filename", "postgresql-%a.log"),
          Map.entry("log_truncate_on_rotation", "on"),
          // Without the values of rows that statements fail for: there are addresses among them.
          Map.entry("log_error_verbosity", "terse"),
          Map.entry("log_rotation_age", "1d"));

  /** What earlier versions do not know. */
  private static final Map<String, Integer> SINCE = Map.of("io_method", 18);

  private PostgresSettings() {}

  /**
   * The server's own options.
   *
   * @param major version of the server
   */
  static String options(int port, int major) {
    return SETTINGS.entrySet().stream()
        .filter(setting -> major >= SINCE.getOrDefault(setting.getKey(), major))
        .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(" ", "-p " + port + " ", ""));
  }
}

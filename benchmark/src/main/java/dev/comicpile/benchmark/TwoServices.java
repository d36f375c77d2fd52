package dev.comicpile.benchmark;

import dev.comicpile.benchmark.load.Load;
import dev.comicpile.benchmark.load.Plays;
import dev.comicpile.benchmark.load.Reader;
import dev.comicpile.benchmark.load.Readers;
import dev.comicpile.benchmark.program.Apart;
import dev.comicpile.benchmark.program.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The same turn as of one process, with both services apart behind the gateway. */
final class TwoServices {

  static final String ON_POSTGRES = "turn on PostgreSQL";
  static final String ON_AXON_SERVER = "turn on Axon Server";

  private static final String DIRECTORY = "apart-";
  private static final int BUSY_TURNS = 600;

  private TwoServices() {}

  /**
   * Measures them.
   *
   * @param embedded a data directory of the program, for the PostgreSQL in it
   * @param axonServer where one runs; absent: the events are in PostgreSQL
   */
  static void measure(Run run, String embedded, Optional<String> axonServer) throws IOException {
    String row = axonServer.isPresent() ? ON_AXON_SERVER : ON_POSTGRES;
    Path directory = run.directory().resolve(DIRECTORY + axonServer.isPresent());
    Path data = run.directory().resolve(embedded);
    try (Apart apart = Apart.start(run.checkout(), data, directory, run.port(), axonServer)) {
      try (Readers readers = Readers.register(apart.url(), Benchmark.READERS, Benchmark.THREADS)) {
        Reader admin = Reader.login(apart.url(), Program.ADMIN);
        WarmRequests.warmUp(apart, readers, admin);
        int count = (int) (Plays.TURN.rate() * WarmRequests.SECONDS);
        run.measure(
            Sections.APART,
            row,
            Plays.TURN,
            apart,
            admin,
            () -> Load.atRate(readers, Plays.TURN, Plays.TURN.rate(), count));
        run.measure(
            Sections.APART,
            row + ", busy",
            Plays.TURN,
            apart,
            admin,
            () -> Load.asFastAsAnswered(readers, Plays.TURN, BUSY_TURNS));
      }
    }
  }
}

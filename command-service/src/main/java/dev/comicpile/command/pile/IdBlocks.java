package dev.comicpile.command.pile;

import dev.comicpile.domain.decision.Ids;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ids from blocks drawn from the database's sequences, so that most decisions draw nothing. A block
 * may be drawn inside a command's transaction: a sequence does not go back when that is rolled
 * back, so no id is ever given twice.
 */
final class IdBlocks implements Ids {

  private final Block threads;
  private final Block sessions;

  IdBlocks(JdbcClient jdbc) {
    this.threads = new Block(jdbc, "event_store.thread_id");
    this.sessions = new Block(jdbc, "event_store.session_id");
  }

  @Override
  public long nextThreadId() {
    return threads.next();
  }

  @Override
  public long nextSessionId() {
    return sessions.next();
  }

  /** Lets nothing get an id up to these any more; what is left of the blocks drawn is not used. */
  void skipPast(long threadId, long sessionId) {
    threads.skipPast(threadId);
    sessions.skipPast(sessionId);
  }

  private static final class Block {
    private final JdbcClient jdbc;
    private final String sequence;
    private final ReentrantLock lock = new ReentrantLock();
    private long next;
    private long end;

    Block(JdbcClient jdbc, String sequence) {
      this.jdbc = jdbc;
      this.sequence = sequence;
    }

    void skipPast(long id) {
      lock.lock();
      try {
        next = end;
        jdbc.sql(
                "select setval(cast(:sequence as regclass), :next, false)"
                    + " where :next > nextval(cast(:sequence as regclass))")
            .param("sequence", sequence)
            .param("next", id + 1)
            .query(Long.class)
            .optional();
      } finally {
        lock.unlock();
      }
    }

    /** Whoever draws holds a connection already, so waiting here cannot exhaust the pool. */
    long next() {
      lock.lock();
      try {
        if (next == end) {
          // The sequence itself says how large its blocks are.
          Drawn drawn =
              jdbc.sql(
                      "select nextval(seqrelid::regclass) as first, seqincrement as size"
                          + " from pg_sequence where seqrelid = cast(? as regclass)")
                  .param(sequence)
                  .query(Drawn.class)
                  .single();
          next = drawn.first();
          end = next + drawn.size();
        }
        return next++;
      } finally {
        lock.unlock();
      }
    }
  }

  private record Drawn(long first, long size) {}
}

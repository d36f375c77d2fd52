package dev.comicpile.command.pile;

import dev.comicpile.domain.decision.Ids;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ids from blocks drawn from the database's sequences, so that most decisions draw nothing. A block
 * may be drawn inside a command's transaction: a sequence does not go back when that is rolled
 * back, so no id is ever given twice.
 *
 * <p>An import of a whole system brings ids along that another process may hold in a block. So
 * where there are others, a decision that needs an id asks first up to which ones imports have
 * taken them.
 */
final class IdBlocks implements Ids {

  private final Block threads;
  private final Block sessions;

  private final JdbcClient jdbc;
  private final boolean sharedDatabase;

  /**
   * Draws from that database.
   *
   * @param sharedDatabase whether other processes may bring ids in
   */
  IdBlocks(JdbcClient jdbc, boolean sharedDatabase) {
    this.jdbc = jdbc;
    this.sharedDatabase = sharedDatabase;
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

  /** The ids of one decision. */
  ForDecision forDecision() {
    return new ForDecision();
  }

  /** Draws for one decision, and takes back what a refused one has drawn last. */
  final class ForDecision implements Ids {
    private boolean compared = !sharedDatabase;
    private long thread;
    private long session;

    @Override
    public long nextThreadId() {
      compare();
      thread = threads.next();
      return thread;
    }

    @Override
    public long nextSessionId() {
      compare();
      session = sessions.next();
      return session;
    }

    /** Nothing came of the decision. */
    void refused() {
      threads.takeBack(thread);
      sessions.takeBack(session);
    }

    private void compare() {
      if (!compared) {
        jdbc.sql("select thread_id, session_id from accounts.reserved_ids")
            .query(
                row -> {
                  threads.dropUpTo(row.getLong(1));
                  sessions.dropUpTo(row.getLong(2));
                });
        compared = true;
      }
    }
  }

  /** Lets nothing get an id up to these any more; what is left of the blocks drawn is not used. */
  void skipPast(long threadId, long sessionId) {
    jdbc.sql(
            """
            update accounts.reserved_ids
            set thread_id = greatest(thread_id, ?), session_id = greatest(session_id, ?)
            """)
        .params(threadId, sessionId)
        .update();
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

    /** Leaves a block that holds ids up to that one. */
    void dropUpTo(long id) {
      lock.lock();
      try {
        if (next <= id) {
          next = end;
        }
      } finally {
        lock.unlock();
      }
    }

    /** Gives an id anew where nobody has drawn one since. */
    void takeBack(long id) {
      lock.lock();
      try {
        if (id > 0 && next == id + 1) {
          next = id;
        }
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

package dev.comicpile.command.pile;

import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.domain.decision.Ids;
import dev.comicpile.portability.NewIds;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Ids from blocks drawn from the database's sequences, so that most decisions draw nothing. A block
 * may be drawn inside a command's transaction: a sequence does not go back when that is rolled
 * back, so no id is ever given twice.
 *
 * <p>An import of a whole system brings ids along that another process may hold in a block. So
 * where there are others, a decision that needs an id asks first up to which ones imports have
 * taken them.
 */
@Component
final class IdBlocks implements NewIds {

  private final Block threads;
  private final Block sessions;

  private final JdbcClient jdbc;
  private final boolean sharedDatabase;

  /**
   * Draws from that database.
   *
   * @param sharedDatabase whether other processes may bring ids in
   */
  IdBlocks(JdbcClient jdbc, @Value("${comicpile.shared-database}") boolean sharedDatabase) {
    this.jdbc = jdbc;
    this.sharedDatabase = sharedDatabase;
    this.threads = new Block(jdbc, "event_store.thread_id");
    this.sessions = new Block(jdbc, "event_store.session_id");
  }

  @Override
  public Ids newIds() {
    return new Ids() {
      private boolean compared = !sharedDatabase;

      @Override
      public ThreadId nextThreadId() {
        compare();
        return new ThreadId(threads.next());
      }

      @Override
      public SessionId nextSessionId() {
        compare();
        return new SessionId(sessions.next());
      }

      private void compare() {
        if (!compared) {
          dropTaken();
          compared = true;
        }
      }
    };
  }

  private void dropTaken() {
    jdbc.sql("select thread_id, session_id from accounts.reserved_ids")
        .query(
            row -> {
              threads.dropUpTo(row.getLong(1));
              sessions.dropUpTo(row.getLong(2));
            });
  }

  /** What is left of the blocks drawn is not used any more. */
  @Override
  public void skipPast(long threadId, long sessionId) {
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
    private long next;
    private long end;

    Block(JdbcClient jdbc, String sequence) {
      this.jdbc = jdbc;
      this.sequence = sequence;
    }

    synchronized void skipPast(long id) {
      next = end;
      jdbc.sql(
              "select setval(cast(:sequence as regclass), :next, false)"
                  + " where :next > nextval(cast(:sequence as regclass))")
          .param("sequence", sequence)
          .param("next", id + 1)
          .query(Long.class)
          .optional();
    }

    /** Leaves a block that holds ids up to that one. */
    synchronized void dropUpTo(long id) {
      if (next <= id) {
        next = end;
      }
    }

    synchronized long next() {
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
    }
  }

  private record Drawn(long first, long size) {}
}

package dev.comicpile.portability.backup;

import dev.comicpile.startup.DatabaseAddress;
import dev.comicpile.startup.StartFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Puts a backup in the place of the database of a program that starts anew for it: whoever started
 * the program waits until an admin wants that. The backup is restored beside the database, and the
 * two change names in one transaction, so that there is always the one or the other.
 */
public final class InPlaceRestore {

  private static final Logger log = LoggerFactory.getLogger(InPlaceRestore.class);

  /** A database that every server has, and nobody uses. */
  private static final String ELSEWHERE = "template1";

  private final Function<String, DatabaseAddress> server;
  private final String name;
  private final String fresh;
  private final String before;
  private final BlockingQueue<Runnable> wanted = new LinkedBlockingQueue<>();
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile @Nullable String failure;

  /**
   * A database of a server.
   *
   * @param server says where its databases are
   */
  public InPlaceRestore(Function<String, DatabaseAddress> server, String name) {
    this.server = server;
    this.name = name;
    fresh = name + "_restored";
    before = name + "_before";
  }

  /**
   * Has it done soon, while the program serves nobody. Where it fails, everything is as it was.
   *
   * @param backup a file that has been read as a whole
   * @param first backs up what is there, once nobody can write any more; where that fails, nothing
   *     is restored
   * @return whether it will be done; false where another one is under way
   */
  boolean begin(Path backup, Runnable first) {
    return begun.compareAndSet(false, true) && wanted.add(() -> run(backup, first));
  }

  /**
   * Waits until one is wanted, for as long as the program runs.
   *
   * @return does it, and remembers where it fails; to be run when nobody uses the database
   */
  public Runnable await() throws InterruptedException {
    return wanted.take();
  }

  /** Why the last one failed; empty where it did not. */
  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  private void run(Path backup, Runnable first) {
    failure = null;
    try {
      first.run();
      restore(backup);
    } catch (StartFailure told) {
      failure = told.getMessage();
    } catch (RuntimeException | Error e) {
      log.error("The restore failed", e);
      failure = "The restore failed for a reason that the log tells.";
    } finally {
      begun.set(false);
    }
  }

  /**
   * Restores a backup there.
   *
   * @throws StartFailure with a sentence; then the database is as it was
   */
  void restore(Path backup) {
    // Read as a whole here too, although it was read when it was chosen: that was to refuse it
    // while everything still runs. Since then a backup was made, and files may have changed. The
    // copy below trusts what this has found.
    Manifest manifest = BackupFile.verify(backup);
    try (Connection connection = elsewhere();
        Statement statement = connection.createStatement()) {
      drop(statement);
      statement.execute("create database " + Manifest.quoted(fresh) + " template template0");
      DatabaseAddress place = server.apply(fresh);
      new Restore(new DriverManagerDataSource(place.url(), place.username(), place.password()))
          .restore(backup, manifest);
      connection.setAutoCommit(false);
      rename(statement, name, before);
      rename(statement, fresh, name);
      connection.commit();
    } catch (SQLException e) {
      throw new StartFailure("The restore failed: " + Failures.reason(e), e);
    } finally {
      removeLeftovers();
    }
  }

  /**
   * Drops what a restore that was killed has left: what readers wrote is in it, also of those who
   * leave later. Where it cannot, it is for the next time.
   */
  public void removeLeftovers() {
    try (Connection connection = elsewhere();
        Statement statement = connection.createStatement()) {
      drop(statement);
    } catch (SQLException e) {
      log.warn("What a restore has left is still there: {}", Failures.reason(e));
    }
  }

  private Connection elsewhere() throws SQLException {
    DatabaseAddress elsewhere = server.apply(ELSEWHERE);
    return DriverManager.getConnection(elsewhere.url(), elsewhere.username(), elsewhere.password());
  }

  private static void rename(Statement statement, String from, String to) throws SQLException {
    statement.execute(
        "alter database " + Manifest.quoted(from) + " rename to " + Manifest.quoted(to));
  }

  private void drop(Statement statement) throws SQLException {
    for (String leftover : new String[] {fresh, before}) {
      statement.execute("drop database if exists " + Manifest.quoted(leftover));
    }
  }
}

package dev.comicpile.eventstore;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.problem.PileRefusal;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Events in the database; the append keeps the table of piles. */
final class DatabasePileStore implements PileStore {

  private static final String LONGEST_LINE = "5s";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  DatabasePileStore(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  @Override
  public List<StoredPile> after(ReaderId readerId, int limit) {
    return jdbc.sql(
            """
            select reader_id, version from event_store.pile
            where reader_id > ? and version > 0 order by reader_id limit ?
            """)
        .params(readerId.number(), limit)
        .query((row, number) -> new StoredPile(new ReaderId(row.getLong(1)), row.getLong(2)))
        .list();
  }

  @Override
  public boolean storesTogether() {
    return true;
  }

  @Override
  public <T> void store(Supplier<T> rows, Consumer<T> events) {
    transaction.executeWithoutResult(
        status -> {
          LongTransactions.allow(jdbc);
          events.accept(rows.get());
        });
  }

  /** What is refused has changed nothing but the answers that are kept, and those are. */
  @Override
  public <T> T alone(ReaderId readerId, Supplier<T> work) {
    Outcome<T> outcome =
        Objects.requireNonNull(
            transaction.execute(
                status -> {
                  jdbc.sql("set local lock_timeout = '" + LONGEST_LINE + "'").update();
                  jdbc.sql("select pg_advisory_xact_lock(event_store.pile_lock(?))")
                      .param(readerId.number())
                      .query()
                      .listOfRows();
                  try {
                    return new Outcome<>(work.get(), null);
                  } catch (PileRefusal refusal) {
                    return new Outcome<>(null, refusal);
                  }
                }));
    if (outcome.refusal() != null) {
      throw outcome.refusal();
    }
    return Objects.requireNonNull(outcome.result());
  }

  private record Outcome<T>(@Nullable T result, @Nullable PileRefusal refusal) {}

  @Override
  public void storeBeside(FirstEvent first, Function<FirstEvent, StoredBeside> row) {
    row.apply(FirstEvent.NONE).goWithEvents();
  }
}

package dev.comicpile.query.view;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs queries of views, each as a single statement and so in a snapshot of its own. */
@Component
class Snapshots {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate whileFetching;

  Snapshots(DataSource dataSource) {
    // A statement that runs by itself takes its connection at once and joins no transaction, so it
    // needs none of what stands in front of the pool for those that do.
    DataSource pool =
        dataSource instanceof DelegatingDataSource wrapped
            ? Objects.requireNonNull(wrapped.getTargetDataSource())
            : dataSource;
    this.jdbc = new JdbcTemplate(pool);
    this.whileFetching = new TransactionTemplate(new JdbcTransactionManager(pool));
    this.whileFetching.setReadOnly(true);
  }

  /**
   * What a query found.
   *
   * @param version that the view had applied
   * @param answer null where that version was not wanted; asking for it may be refused
   */
  record Found<T>(long version, @Nullable Supplier<T> answer) {}

  /**
   * Runs a query.
   *
   * @param lowest the lowest version that is wanted
   * @param other the one version that is not wanted, negative for none
   */
  <T> Found<T> run(ViewQuery<T> query, long readerId, long lowest, long other) {
    if (query.fetchSize() == 0) {
      return execute(query, readerId, lowest, other);
    }
    // The server keeps rows that are fetched bit by bit no longer than a transaction.
    return Objects.requireNonNull(
        whileFetching.execute(status -> execute(query, readerId, lowest, other)));
  }

  private <T> Found<T> execute(ViewQuery<T> query, long readerId, long lowest, long other) {
    Found<T> found =
        jdbc.query(
            query.statement().sql(),
            statement -> {
              statement.setFetchSize(query.fetchSize());
              set(statement, query, readerId, lowest, other);
            },
            rows -> {
              rows.next();
              long version = ViewStatement.version(rows);
              return new Found<>(
                  version, version < lowest || version == other ? null : query.read(rows));
            });
    return Objects.requireNonNull(found);
  }

  private static void set(
      PreparedStatement statement, ViewQuery<?> query, long readerId, long lowest, long other)
      throws SQLException {
    statement.setLong(1, lowest);
    statement.setLong(2, other);
    statement.setLong(3, readerId);
    @Nullable Object[] parameters = query.parameters();
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 4, parameters[i]);
    }
  }
}

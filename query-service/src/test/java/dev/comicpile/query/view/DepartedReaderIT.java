package dev.comicpile.query.view;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.portability.leaving.Erasure;
import dev.comicpile.query.QueryTest;
import dev.comicpile.query.TestPile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Views live with the hole that a reader leaves. */
class DepartedReaderIT extends QueryTest {

  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired Replays replays;
  @Autowired Projector projector;

  private void leave(TestPile pile) {
    transaction.executeWithoutResult(
        status -> {
          jdbc.sql("insert into event_store.departed_reader (reader_id) values (?)")
              .param(pile.id().number())
              .update();
          new Erasure(jdbc).of(pile.id());
        });
  }

  private long rows(TestPile pile) {
    List<String> tables =
        jdbc
            .sql(
                """
                select distinct table_name from information_schema.columns
                join information_schema.tables using (table_schema, table_name)
                where table_schema = 'views' and column_name = 'reader_id'
                  and table_type = 'BASE TABLE'
                """)
            .query((row, number) -> row.getString(1))
            .list()
            .stream()
            .flatMap(table -> Stream.ofNullable(table))
            .toList();
    assertThat(tables).hasSizeGreaterThan(5);
    return tables.stream()
        .mapToLong(
            table ->
                jdbc.sql("select count(*) from views." + table + " where reader_id = ?")
                    .param(pile.id().number())
                    .query(Long.class)
                    .single())
        .sum();
  }

  @Test
  void nothingOfAReaderWhoHasLeftIsInTheViewsOrComesAgain() {
    TestPile pile = new TestPile();
    pile.play(60);
    store(pile);
    TestPile other = new TestPile();
    other.play(20);
    store(other);
    assertThat(get(pile, "/api/threads").status()).isEqualTo(200);
    await().until(() -> rows(pile) > 10);

    leave(pile);

    assertThat(rows(pile)).isZero();
    // As one that was listed for a rebuilding in the moment of leaving.
    assertThat(projector.rebuild(ViewName.QUEUE, pile.id(), () -> true)).isTrue();
    assertThat(rows(pile)).isZero();
    for (ViewName view : ViewName.values()) {
      replays.start(view);
      await()
          .until(
              () -> replays.latest(view).filter(replay -> replay.finishedAt() != null).isPresent());
    }
    jdbc.sql("insert into views.applied values (?, 'queue', 0)").param(pile.id().number()).update();
    assertThat(rows(pile)).isZero();
    assertThat(get(other, "/api/threads").json()).isNotEmpty();
  }
}

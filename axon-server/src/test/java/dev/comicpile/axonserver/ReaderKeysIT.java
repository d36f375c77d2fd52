package dev.comicpile.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.ReaderId;
import dev.comicpile.eventstore.Schemas;
import dev.comicpile.testing.TestDatabase;
import javax.sql.DataSource;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class ReaderKeysIT {

  private final DataSource database =
      new DriverManagerDataSource(TestDatabase.empty("keys"), "postgres", "postgres");
  private final JdbcClient jdbc = JdbcClient.create(database);

  @Test
  void aReaderHasOneKeyAndNoneAfterLeaving() {
    Schemas.migrateTo(database, "event_store", "event-store", "10");
    ReaderId stays = new ReaderId(1);
    ReaderId leaves = new ReaderId(2);
    jdbc.sql("insert into event_store.departed_reader (reader_id) values (2)").update();
    ReaderKeys keys = new ReaderKeys(jdbc);

    assertThat(keys.find(stays)).isNull();
    assertThat(keys.findOrMake(stays)).isNotNull();
    assertThat(new ReaderKeys(jdbc).find(stays)).isNotNull();

    assertThat(keys.find(leaves)).isNull();
    assertThatThrownBy(() -> keys.findOrMake(leaves)).isInstanceOf(ConcurrencyException.class);
  }
}

package dev.comicpile.query.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.comicpile.api.command.SessionCommand.EndSession;
import dev.comicpile.api.command.SessionCommand.StartSession;
import dev.comicpile.query.TestPile;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.simple.JdbcClient;

class PastSessionsTest {

  /** An undo of a restore brings back the sessions of years at once. */
  @Test
  void whatIsKeptOfSessionsIsSentOnceForAllViews() throws SQLException {
    TestPile pile = new TestPile();
    for (int i = 0; i < 10; i++) {
      pile.send(new StartSession(pile.id(), null));
      pile.send(new EndSession(pile.id()));
    }

    List<String> forAll = texts(pile, ViewName.values());

    assertThat(forAll).hasSize(1).isEqualTo(texts(pile, ViewName.HISTORY));
  }

  /** The texts that are sent to the database. */
  @SuppressWarnings("unchecked")
  private static List<String> texts(TestPile pile, ViewName... names) throws SQLException {
    List<View> views =
        Arrays.stream(names)
            .map(name -> new View(name, List.of(), null, View.Writing.NOTHING))
            .toList();
    Fold fold =
        new Fold(mock(JdbcClient.class), views.getFirst(), pile.id(), Cursor.START, pile.stream());
    pile.stream().forEach(recorded -> fold.evolve(recorded.event()));
    Changes changes = new Changes();
    PastSessions.write(views, pile.id(), fold, changes);

    PreparedStatement statement = mock(PreparedStatement.class);
    JdbcOperations jdbc = mock(JdbcOperations.class);
    when(jdbc.execute(anyString(), any(PreparedStatementCallback.class)))
        .thenAnswer(
            call ->
                call.<PreparedStatementCallback<?>>getArgument(1).doInPreparedStatement(statement));
    changes.sendEach(jdbc);
    ArgumentCaptor<Object> parameters = ArgumentCaptor.forClass(Object.class);
    verify(statement, atLeastOnce()).setObject(anyInt(), parameters.capture());
    return parameters.getAllValues().stream()
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .toList();
  }
}

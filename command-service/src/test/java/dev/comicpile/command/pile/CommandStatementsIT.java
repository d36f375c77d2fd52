package dev.comicpile.command.pile;

import static dev.comicpile.command.Readers.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.QueueCommand.MoveThread;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.DeleteThread;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.Readers;
import dev.comicpile.testing.Api;
import dev.comicpile.testing.OnlyInDatabase;
import dev.comicpile.web.WriteConditions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** What a command asks of the database: as little as can be. */
@CommandServiceTest
@Import(CommandStatementsIT.Counted.class)
@OnlyInDatabase("on an Axon Server the append is none of the database's")
class CommandStatementsIT {

  /** Of no thread. */
  private static final ThreadId NOBODYS = new ThreadId(Long.MAX_VALUE);

  /** The statements of each thread, in their order. */
  private static final ThreadLocal<List<String>> STATEMENTS =
      ThreadLocal.withInitial(ArrayList::new);

  static class Counted implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return bean instanceof DataSource dataSource
          ? new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
              return noting(super.getConnection());
            }
          }
          : bean;
    }

    private static Connection noting(Connection connection) {
      return (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                switch (method.getName()) {
                  case "prepareStatement" -> STATEMENTS.get().add(String.valueOf(arguments[0]));
                  case "commit", "rollback" -> STATEMENTS.get().add(method.getName());
                  default -> {}
                }
                try {
                  return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getTargetException();
                }
              });
    }
  }

  @Autowired Readers readers;
  @Autowired PileCommands commands;
  Api reader;
  ReaderId id;
  ThreadId saga;

  @BeforeEach
  void aPileWithTwoThreads() {
    reader = readers.reader();
    id = idOf(reader);
    saga = commands.send(add("Saga")).thread().id();
    commands.send(add("Bone"));
    // Draws ids of sessions, too.
    commands.send(new RollDie(id));
  }

  private AddThread add(String title) {
    return new AddThread(id, new Title(title), new Format("Comic"), new Issues(3), null, false);
  }

  private WriteConditions under(String key) {
    return new WriteConditions(new WriteConditions.Key(idOf(reader), key, "fingerprint"), null);
  }

  private static List<String> statements(Runnable work) {
    STATEMENTS.get().clear();
    work.run();
    return List.copyOf(STATEMENTS.get());
  }

  @Test
  void aCommandIsOneStatementAndNoTransaction() {
    assertThat(statements(() -> commands.send(new MoveThread(id, saga, 2))))
        .singleElement()
        .asString()
        .contains("event_store.domain_event", "event_store.pile");
    assertThat(statements(() -> commands.send(new RollDie(id))))
        .singleElement()
        .asString()
        .contains("event_store.domain_event", "event_store.pile");
  }

  @Test
  void aCommandWithAKeyIsOneStatementToo() {
    assertThat(statements(() -> commands.send(new MoveThread(id, saga, 2), under("k"))))
        .singleElement()
        .asString()
        .contains("accounts.given_answer", "event_store.domain_event", "event_store.pile");
  }

  @Test
  void theAnswerOfBeforeIsFoundByTheAppendThatFails() {
    PileReply first = commands.send(new MoveThread(id, saga, 2), under("k"));
    List<PileReply> again = new ArrayList<>();
    commands.send(new MoveThread(id, saga, 1));

    List<String> statements =
        statements(() -> again.add(commands.send(new MoveThread(id, saga, 2), under("k"))));

    assertThat(again).containsExactly(first);
    assertThat(statements)
        .as("the append, the look for what was answered, and the one for what was stored")
        .hasSize(3);
  }

  @Test
  void whatEndsWithoutAnEventIsComparedWithWhatIsStored() {
    assertThat(statements(() -> commands.send(new MoveThread(id, saga, 1))))
        .singleElement()
        .asString()
        .contains("select version from event_store.pile");
    assertThat(
            statements(
                () ->
                    assertThatThrownBy(() -> commands.send(new DeleteThread(id, NOBODYS)))
                        .isInstanceOf(PileRefusal.class)))
        .singleElement()
        .asString()
        .contains("select version from event_store.pile");
  }
}

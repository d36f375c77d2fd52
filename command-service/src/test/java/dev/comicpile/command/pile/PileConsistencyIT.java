package dev.comicpile.command.pile;

import static dev.comicpile.command.Readers.idOf;
import static dev.comicpile.testing.Waits.await;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Rating;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.ChooseThread;
import dev.comicpile.api.command.DiceCommand.RateThread;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.QueueCommand.MoveThread;
import dev.comicpile.api.command.SessionCommand.StartSession;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.DeleteThread;
import dev.comicpile.api.command.ThreadCommand.EditThread;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.problem.PileProblem.Kind;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.api.view.PileReply.ThreadReply;
import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.Readers;
import dev.comicpile.domain.decision.Ids;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStore;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.testing.Api;
import dev.comicpile.testing.OnlyInDatabase;
import dev.comicpile.testing.TestDatabase;
import dev.comicpile.web.PileVersionHeader;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What holds when piles are kept in memory, and more than one process writes to them. */
@CommandServiceTest
class PileConsistencyIT {

  /** Of no thread. */
  private static final ThreadId NOBODYS = new ThreadId(Long.MAX_VALUE);

  @Autowired Readers readers;
  @Autowired PileCommands here;
  @Autowired OtherProcess otherProcess;
  @Autowired PileStreams streams;
  @Autowired PileStore store;
  @Autowired PileVersionHeader versions;
  @Autowired JdbcClient jdbc;
  PileCommands there;
  Api reader;
  ReaderId id;

  @BeforeEach
  void twoProcesses() {
    there = otherProcess.start();
    reader = readers.reader();
    id = idOf(reader);
  }

  private AddThread add(String title) {
    return new AddThread(id, new Title(title), new Format("Comic"), new Issues(3), null, false);
  }

  private EditThread rename(ThreadId thread, @Nullable String title) {
    return new EditThread(
        id, thread, title == null ? null : new Title(title), null, null, null, null, null);
  }

  private static ThreadId threadId(ThreadReply reply) {
    return reply.thread().id();
  }

  private static String title(ThreadReply reply) {
    return reply.thread().title();
  }

  private Pile fold() {
    Pile pile = Pile.empty(id);
    for (RecordedEvent event : streams.read(id, 1).toList()) {
      pile = pile.evolve(event);
    }
    return pile;
  }

  @Test
  void aRefusalIsNeverDecidedOnOldState() {
    ThreadId saga = threadId(here.send(add("Saga")));
    there.send(new DeleteThread(id, saga));

    assertThatThrownBy(() -> here.send(rename(saga, "Saga Vol. 1")))
        .isInstanceOfSatisfying(
            PileRefusal.class,
            refusal -> {
              assertThat(refusal.problem().kind()).isEqualTo(Kind.NOT_FOUND);
              assertThat(refusal).hasMessage("Thread " + saga + " not found");
            });
  }

  @Test
  void anAnswerWithoutAnEventIsNeverDecidedOnOldState() {
    ThreadId saga = threadId(here.send(add("Saga")));
    there.send(rename(saga, "Bone"));

    assertThat(title(here.send(rename(saga, null)))).isEqualTo("Bone");
    assertThat(here.send(rename(saga, "Saga")).version()).isEqualTo(3);
    assertThat(title(there.send(rename(saga, null)))).isEqualTo("Saga");
  }

  @Test
  void aRefusedCommandLeavesThePileAsItWas() {
    ThreadId saga = threadId(here.send(add("Saga")));
    assertThatThrownBy(() -> here.send(new DeleteThread(id, NOBODYS)))
        .isInstanceOf(PileRefusal.class);

    assertThat(here.send(rename(saga, "Bone")).version()).isEqualTo(2);
  }

  @Test
  void twoProcessesAtOnceLoseNothing() throws Exception {
    int writers = 6;
    int each = 15;
    List<Callable<List<Long>>> work = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      PileCommands process = writer % 2 == 0 ? here : there;
      String name = "writer " + writer;
      work.add(
          () -> {
            List<Long> answered = new ArrayList<>();
            for (int i = 0; i < each; i++) {
              answered.add(retrying(process, add(name)).version());
            }
            return answered;
          });
    }
    List<Long> answered = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<Long>> done : threads.invokeAll(work)) {
        answered.addAll(done.get());
      }
    }

    assertThat(answered).doesNotHaveDuplicates().hasSize(writers * each);
    assertThat(streams.version(id)).isEqualTo((long) writers * each);
    assertThat(fold().contents().queue().size()).isEqualTo((long) writers * each);
  }

  private static PileReply retrying(PileCommands process, AddThread command) {
    for (; ; ) {
      try {
        return process.send(command);
      } catch (ConcurrencyException e) {
        // a 409: this client asks again
      }
    }
  }

  @Test
  @OnlyInDatabase("an Axon Server takes the commands of a reader to one process")
  void aLongCommandGetsInLineWhereShortOnesOfAnotherProcessAreFaster() throws Exception {
    ThreadId saga = threadId(there.send(add("Saga")));
    List<Future<PileReply>> shorts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      PileCommands slow =
          otherProcess.start(
              () -> {
                String title = "Saga " + shorts.size();
                Future<PileReply> sent = threads.submit(() -> there.send(rename(saga, title)));
                shorts.add(sent);
                endsWithin(sent, Duration.ofMillis(500));
              });

      long version = slow.send(add("Bone")).version();

      assertThat(version).isEqualTo(shorts.size() + 1);
      assertThat(shorts.getLast().get(10, TimeUnit.SECONDS).version()).isEqualTo(version + 1);
    }
    assertThat(fold().contents().queue().size()).isEqualTo(2);
  }

  private static boolean endsWithin(Future<?> sent, Duration atMost) {
    try {
      sent.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aConflictIsTriedAgainBeforeItIsTold() {
    CommandGateway gateway = mock(CommandGateway.class);
    PileReply reply = here.send(add("Saga"));
    when(gateway.sendAndWait(any()))
        .thenThrow(new ConcurrencyException("first"))
        .thenThrow(new ConcurrencyException("second"))
        .thenReturn(reply);

    assertThat(new PileCommands(gateway, store, versions).send(add("Saga"))).isEqualTo(reply);

    CommandGateway hopeless = mock(CommandGateway.class);
    when(hopeless.sendAndWait(any())).thenThrow(new ConcurrencyException("again and again"));
    assertThatThrownBy(() -> new PileCommands(hopeless, store, versions).send(add("Saga")))
        .isInstanceOf(ConcurrencyException.class);
    verify(hopeless, times(4)).sendAndWait(any());
  }

  @Test
  @OnlyInDatabase("it changes stored events by SQL")
  void anEventOfANewerProgramStopsThePile() {
    here.send(add("Saga"));
    jdbc.sql(
            "update event_store.domain_event set payload_type = 'ThreadLent'"
                + " where aggregate_identifier = ?")
        .param(id.toString())
        .update();

    assertThatThrownBy(() -> otherProcess.start().send(add("Bone")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("'ThreadLent'");
    assertThat(streams.version(id)).isEqualTo(1);
  }

  @Test
  @OnlyInDatabase("it changes stored events by SQL")
  void anEventOfAnOlderRevisionIsUnderstood() {
    ThreadId saga = threadId(here.send(add("Saga")));
    here.send(new ChooseThread(id, saga, SelectionMethod.OVERRIDE));
    jdbc.sql(
            """
            update event_store.domain_event
            set payload_revision = '1',
                payload = convert_to(
                  replace(convert_from(payload, 'UTF8'), 'selection_method', 'method'), 'UTF8')
            where aggregate_identifier = ? and payload_type = 'ThreadChosen'
            """)
        .param(id.toString())
        .update();

    assertThat(
            otherProcess
                .start()
                .send(new RateThread(id, new Rating(4.5), new Issues(1), false, null))
                .version())
        .isEqualTo(4);
  }

  @Test
  @OnlyInDatabase("it looks at stored snapshots by SQL")
  void aSnapshotOfAnotherRevisionIsLeftAside() {
    ThreadId saga = threadId(here.send(add("Saga")));
    here.send(add("Bone"));
    appendMovesUntilASnapshot(saga);

    // What the snapshot says is believed while its revision is the present one...
    jdbc.sql(
            """
            update event_store.snapshot_event
               set payload = convert_to(replace(convert_from(payload, 'UTF8'), 'Saga', 'Gasa'),
                                        'UTF8')
             where aggregate_identifier = ?\
            """)
        .param(id.toString())
        .update();
    assertThat(title(otherProcess.start().send(rename(saga, null)))).isEqualTo("Gasa");

    // ... and not looked at otherwise.
    jdbc.sql(
            "update event_store.snapshot_event set payload_revision = '0'"
                + " where aggregate_identifier = ?")
        .param(id.toString())
        .update();
    assertThat(title(otherProcess.start().send(rename(saga, null)))).isEqualTo("Saga");
  }

  @Test
  @OnlyInDatabase("it looks at stored snapshots by SQL")
  void undoAcrossASnapshotIsTheFoldOfWhatStands() {
    ThreadId saga = threadId(here.send(add("Saga")));
    here.send(add("Bone"));
    long snapshot = appendMovesUntilASnapshot(saga);
    PileCommands fresh = otherProcess.start();
    long before = streams.version(id);

    for (int step = 1; step <= 8; step++) {
      fresh.send(new UndoAction(id, null));
      Pile then = Pile.empty(id);
      for (RecordedEvent event : streams.read(id, 1).limit(before - step).toList()) {
        then = then.evolve(event);
      }
      assertThat(fold().contents()).isEqualTo(then.contents());
    }
    assertThat(before - 8).isLessThan(snapshot);
  }

  /** Moves a thread to and fro; answers the version of the snapshot taken meanwhile. */
  private long appendMovesUntilASnapshot(ThreadId thread) {
    for (int i = 0; i < 500; i++) {
      here.send(new MoveThread(id, thread, 2 - i % 2));
    }
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                jdbc.sql(
                        "select coalesce(max(sequence_number), -1) + 1"
                            + " from event_store.snapshot_event where aggregate_identifier = ?")
                    .param(id.toString())
                    .query(Long.class)
                    .single(),
            version -> version > 0);
  }

  @Test
  void idsAreUniqueOverProcessesAndThreads() throws Exception {
    List<IdBlocks> processes = List.of(new IdBlocks(jdbc, true), new IdBlocks(jdbc, true));
    List<Callable<List<ThreadId>>> work = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      Ids ids = processes.get(thread % 2).newIds();
      work.add(
          () -> {
            List<ThreadId> drawn = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
              drawn.add(ids.nextThreadId());
            }
            return drawn;
          });
    }
    List<ThreadId> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<ThreadId>> done : threads.invokeAll(work)) {
        all.addAll(done.get());
      }
    }

    assertThat(all).hasSize(4000).doesNotHaveDuplicates();
  }

  @Test
  void aBlockThatAnotherProcessHoldsIsNotUsedPastAnImport() {
    IdBlocks one = new IdBlocks(jdbc, true);
    IdBlocks other = new IdBlocks(jdbc, true);
    long thread = other.newIds().nextThreadId().number();
    long session = other.newIds().nextSessionId().number();

    one.skipPast(thread + 1_000, session + 1_000);

    assertThat(other.newIds().nextThreadId().number()).isGreaterThan(thread + 1_000);
    assertThat(other.newIds().nextSessionId().number()).isGreaterThan(session + 1_000);
  }

  @Test
  void aRefusedRollTakesNoId() {
    long session = sessionOf(readers.reader());

    assertThatThrownBy(() -> here.send(new RollDie(id))).isInstanceOf(PileRefusal.class);

    assertThat(sessionOf(readers.reader())).isEqualTo(session + 1);
  }

  private long sessionOf(Api client) {
    return requireNonNull(here.send(new StartSession(idOf(client), null)).session().id()).number();
  }

  @Test
  @OnlyInDatabase("a transaction of the database is what is waited for")
  void whoWaitsForAPileHoldsNoConnection() throws Exception {
    here.send(add("Saga"));
    Api somebodyElse = readers.reader();
    somebodyElse.add("Bone", 1);
    // Whatever happens, nobody waits any more when the threads are waited for.
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Connection other = DriverManager.getConnection(TestDatabase.url(), "postgres", "postgres");
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      holdTheNextVersion(statement);
      List<Future<PileReply>> waiting = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        waiting.add(threads.submit(() -> here.send(add("Bone"))));
      }
      Future<Long> served = threads.submit(() -> somebodyElse.add("Maus", 1));

      assertThat(served.get(2, TimeUnit.SECONDS)).isPositive();
      other.rollback();
      for (Future<PileReply> done : waiting) {
        assertThat(done.get(20, TimeUnit.SECONDS).version()).isGreaterThan(1);
      }
    }
  }

  /** Inserts the pile's next event and leaves it uncommitted, so that the pile's writer waits. */
  private void holdTheNextVersion(Statement statement) throws SQLException {
    statement.executeUpdate(
        "insert into event_store.domain_event (aggregate_identifier, sequence_number,"
            + " event_identifier, recorded_at, payload_type, payload_revision, payload, metadata)"
            + " values ('"
            + id
            + "', 1, 'held', '', 'ThreadAdded', '1', '', '')");
  }

  @Test
  void aClientThatGoesAwayChangesNothingAboutTheWrite() throws Exception {
    String body = "{\"title\":\"Saga\",\"format\":\"Comic\",\"issues_remaining\":3}";

    send(body, body.length());
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(streams.version(id)).isEqualTo(1));

    send(body.substring(0, 20), body.length());
    send("", body.length());
    await().during(Duration.ofMillis(300)).until(() -> streams.version(id) == 1);
  }

  private void send(String body, int announced) throws IOException {
    try (Socket socket = new Socket("localhost", readers.port())) {
      socket
          .getOutputStream()
          .write(
              ("POST /api/threads HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                      + id
                      + "\r\nContent-Type: application/json\r\nContent-Length: "
                      + announced
                      + "\r\n\r\n"
                      + body)
                  .getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    }
  }
}

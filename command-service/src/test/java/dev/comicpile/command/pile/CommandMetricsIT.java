package dev.comicpile.command.pile;

import static dev.comicpile.command.Readers.idOf;
import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.Readers;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStore;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.portability.PileIntake;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import dev.comicpile.testing.OnlyInDatabase;
import dev.comicpile.testing.OnlyOnAxonServer;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What came of commands is counted as it was. */
@CommandServiceTest
class CommandMetricsIT {

  @Autowired Readers readers;
  @Autowired MeterRegistry meters;
  @Autowired PileStore store;
  @Autowired PileIntake intake;
  @Autowired PileStreams streams;
  @Autowired PlatformTransactionManager transactions;
  @Autowired JdbcClient jdbc;
  Api reader;

  @BeforeEach
  void newReader() {
    reader = readers.reader();
  }

  private long count(String command, CommandMetrics.Outcome outcome) {
    Timer timer =
        meters
            .find("comicpile.commands")
            .tag("command", command)
            .tag("outcome", outcome.toString())
            .timer();
    return timer == null ? 0 : timer.count();
  }

  /** Does something and says how many more commands had that outcome after it. */
  private long more(String command, CommandMetrics.Outcome outcome, Runnable play) {
    long before = count(command, outcome);
    play.run();
    return count(command, outcome) - before;
  }

  @Test
  void whatIsRecordedIsAccepted() {
    assertThat(more("AddThread", CommandMetrics.Outcome.ACCEPTED, () -> reader.add("Hellboy", 3)))
        .isEqualTo(1);
  }

  @Test
  void whatARuleForbidsIsRefused() {
    assertThat(
            more(
                "RollDie",
                CommandMetrics.Outcome.REFUSED,
                () -> assertThat(reader.post("/api/roll/").status()).isEqualTo(400)))
        .isEqualTo(1);
    assertThat(
            more(
                "RollDie",
                CommandMetrics.Outcome.REFUSED,
                () ->
                    assertThat(
                            reader.send("POST", "/api/roll/", null, "If-Match", "\"17\"").status())
                        .isEqualTo(412)))
        .isEqualTo(1);
  }

  @Test
  void whatChangesNothingIsUnchanged() {
    long thread = reader.add("Hellboy", 3);
    assertThat(
            more(
                "EditThread",
                CommandMetrics.Outcome.UNCHANGED,
                () -> reader.put("/api/threads/" + thread, "{\"title\":\"Hellboy\"}")))
        .isEqualTo(1);
  }

  @Test
  void whatIsAnsweredAgainIsRepeated() {
    reader.add("Hellboy", 3);
    Runnable roll =
        () ->
            assertThat(
                    reader.send("POST", "/api/roll/", null, "Idempotency-Key", "the-key").status())
                .isEqualTo(200);
    assertThat(more("RollDie", CommandMetrics.Outcome.ACCEPTED, roll)).isEqualTo(1);
    assertThat(more("RollDie", CommandMetrics.Outcome.REPEATED, roll)).isEqualTo(1);
  }

  /** An Axon Server tells of it when the command is decided and its events are appended. */
  @Test
  @OnlyOnAxonServer
  void aConflictThatTheAppendFindsIsOne() {
    assertThat(
            more(
                "RollDie",
                CommandMetrics.Outcome.CONFLICT,
                () -> {
                  DefaultUnitOfWork<CommandMessage<RollDie>> unit =
                      DefaultUnitOfWork.startAndGet(
                          new GenericCommandMessage<>(new RollDie(idOf(reader))));
                  unit.onCommit(
                      appending -> {
                        throw Status.OUT_OF_RANGE
                            .withDescription("[AXONIQ-2000] Invalid sequence number")
                            .asRuntimeException();
                      });
                  assertThat(
                          unit.executeWithResult(
                                  () ->
                                      new CommandMetrics(meters, store)
                                          .handle(unit, () -> "decided"))
                              .isExceptional())
                      .isTrue();
                }))
        .isEqualTo(1);
  }

  @Test
  @OnlyInDatabase("a transaction of the database is what makes the conflict")
  void whereAnotherProcessIsFasterThereIsAConflictAndARetry() throws Exception {
    reader.add("Hellboy", 3);
    Api other = readers.reader();
    other.add("Saga", 3);
    RecordedEvent faster;
    try (Stream<RecordedEvent> events = streams.read(idOf(other), 1)) {
      faster = events.findFirst().orElseThrow();
    }
    long conflicts = count("RollDie", CommandMetrics.Outcome.CONFLICT);
    long accepted = count("RollDie", CommandMetrics.Outcome.ACCEPTED);

    CompletableFuture<Answer> roll =
        new TransactionTemplate(transactions)
            .execute(
                status -> {
                  intake.append(
                      idOf(reader),
                      Stream.of(new RecordedEvent(2, faster.event(), faster.action(), 2)));
                  var answer = CompletableFuture.supplyAsync(() -> reader.post("/api/roll/"));
                  await().atMost(Duration.ofSeconds(10)).until(this::somebodyWaits);
                  return answer;
                });

    assertThat(roll).isNotNull();
    assertThat(roll.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
    assertThat(count("RollDie", CommandMetrics.Outcome.CONFLICT)).isEqualTo(conflicts + 1);
    assertThat(count("RollDie", CommandMetrics.Outcome.ACCEPTED)).isEqualTo(accepted + 1);
  }

  /** Whether an append waits for the end of another one with the same version. */
  private boolean somebodyWaits() {
    return jdbc.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
            .query(Long.class)
            .single()
        > 0;
  }
}

package dev.comicpile.command.pile;

import dev.comicpile.domain.decision.Decision;
import dev.comicpile.eventstore.PileStore;
import dev.comicpile.eventstore.StoredBeside.StoredBefore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.ExecutionResult;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/**
 * Measures every command where it is handled, from the lock to the commit, and says what came of
 * it. An attempt that conflicts is counted as such, and the retry is counted anew. Axon puts it on
 * the command bus.
 */
@Component
final class CommandMetrics implements MessageHandlerInterceptor<CommandMessage<?>> {

  private static final String DECIDED = CommandMetrics.class.getName();

  /** What came of a command. */
  enum Outcome {
    /** It is recorded by events. */
    ACCEPTED,
    /** It would have changed nothing. */
    UNCHANGED,
    /** It was answered as it was before under the same key. */
    REPEATED,
    /** A rule or a condition forbids it. */
    REFUSED,
    /** Another process was faster. */
    CONFLICT,
    /** Anything else went wrong. */
    FAILED;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private record Name(Class<?> command, Outcome outcome) {}

  private final MeterRegistry meters;
  private final PileStore store;
  private final ConcurrentMap<Name, Timer> timers = new ConcurrentHashMap<>();

  CommandMetrics(MeterRegistry meters, PileStore store) {
    this.meters = meters;
    this.store = store;
  }

  @Override
  public Object handle(
      UnitOfWork<? extends CommandMessage<?>> command, InterceptorChain interceptorChain)
      throws Exception {
    Timer.Sample sample = Timer.start(meters);
    Class<?> type = command.getMessage().getPayloadType();
    command.onCleanup(
        unit ->
            outcome(unit)
                .ifPresent(
                    outcome ->
                        sample.stop(timers.computeIfAbsent(new Name(type, outcome), this::timer))));
    return interceptorChain.proceed();
  }

  /** Notes what was decided with the command that is being handled. */
  static void decided(Decision decision) {
    Outcome outcome = decision.steps().isEmpty() ? Outcome.UNCHANGED : Outcome.ACCEPTED;
    CurrentUnitOfWork.ifStarted(unit -> unit.root().resources().put(DECIDED, outcome));
  }

  /** None where the append has found that the command was answered before: it will be again. */
  private Optional<Outcome> outcome(UnitOfWork<?> unit) {
    ExecutionResult result = unit.getExecutionResult();
    if (!result.isExceptionResult()) {
      return Optional.of(unit.root().getOrDefaultResource(DECIDED, Outcome.REPEATED));
    }
    Throwable failure = result.getExceptionResult();
    return failure instanceof StoredBefore
        ? Optional.empty()
        : Optional.of(
            switch (CommandFailure.of(store.translated(failure)).orElse(null)) {
              case CommandFailure.Refused _, CommandFailure.BadInput _, CommandFailure.TooMuch _ ->
                  Outcome.REFUSED;
              case CommandFailure.Conflict _ -> Outcome.CONFLICT;
              case null, default -> Outcome.FAILED;
            });
  }

  private Timer timer(Name name) {
    return Timer.builder("comicpile.commands")
        .description("Commands handled, by what came of them")
        .tag("command", name.command().getSimpleName())
        .tag("outcome", name.outcome().toString())
        .register(meters);
  }
}

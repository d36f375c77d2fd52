package dev.comicpile.command.pile;

import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.web.BadInputException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.ExecutionResult;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.stereotype.Component;

/**
 * Measures every command where it is handled, from the lock to the commit, and says what came of
 * it. An attempt that conflicts is counted as such, and the retry is counted anew. Axon puts it on
 * the command bus.
 */
@Component
final class CommandMetrics implements MessageHandlerInterceptor<CommandMessage<?>> {

  private static final String DECIDED = CommandMetrics.class.getName();

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

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

  private final MeterRegistry meters;

  CommandMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public Object handle(
      UnitOfWork<? extends CommandMessage<?>> command, InterceptorChain interceptorChain)
      throws Exception {
    Timer.Sample sample = Timer.start(meters);
    String name = command.getMessage().getPayloadType().getSimpleName();
    command.onCleanup(unit -> sample.stop(timer(name, outcome(unit))));
    return interceptorChain.proceed();
  }

  /** Notes what was decided with the command that is being handled. */
  static void decided(Decision decision) {
    CurrentUnitOfWork.ifStarted(
        unit ->
            unit.root()
                .resources()
                .put(DECIDED, decision.events().isEmpty() ? Outcome.UNCHANGED : Outcome.ACCEPTED));
  }

  private static Outcome outcome(UnitOfWork<?> unit) {
    ExecutionResult result = unit.getExecutionResult();
    if (result.isExceptionResult()) {
      return switch (result.getExceptionResult()) {
        case PileRefusal _, BadInputException _ -> Outcome.REFUSED;
        case ConcurrencyException _ -> Outcome.CONFLICT;
        default -> Outcome.FAILED;
      };
    }
    return unit.root().getOrDefaultResource(DECIDED, Outcome.REPEATED);
  }

  private Timer timer(String command, Outcome outcome) {
    return Timer.builder("comicpile.commands")
        .description("Commands handled, by what came of them")
        .tag("command", command)
        .tag("outcome", outcome.toString())
        .serviceLevelObjectives(BUCKETS)
        .register(meters);
  }
}

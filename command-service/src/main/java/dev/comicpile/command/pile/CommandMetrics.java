package dev.comicpile.command.pile;

import dev.comicpile.domain.decision.Decision;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
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
      return switch (CommandFailure.of(result.getExceptionResult()).orElse(null)) {
        case CommandFailure.Refused _, CommandFailure.BadInput _ -> Outcome.REFUSED;
        case CommandFailure.Conflict _ -> Outcome.CONFLICT;
        case null, default -> Outcome.FAILED;
      };
    }
    return unit.root().getOrDefaultResource(DECIDED, Outcome.REPEATED);
  }

  private Timer timer(String command, Outcome outcome) {
    return Timer.builder("comicpile.commands")
        .description("Commands handled, by what came of them")
        .tag("command", command)
        .tag("outcome", outcome.toString())
        .register(meters);
  }
}

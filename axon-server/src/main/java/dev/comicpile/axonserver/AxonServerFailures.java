package dev.comicpile.axonserver;

import io.axoniq.axonserver.connector.impl.StreamClosedException;
import io.axoniq.axonserver.connector.impl.StreamTimeoutException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.AxonServerException;
import org.axonframework.axonserver.connector.command.AxonServerCommandDispatchException;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/** Says what Axon Server's failures are, in the terms of a database's. */
final class AxonServerFailures {

  /** How Axon Server says that a stream holds that version already. */
  private static final String TAKEN = "AXONIQ-2000";

  /** How it says that its cluster is choosing who takes events. */
  private static final String NO_LEADER = "AXONIQ-2100";

  /**
   * How it says that the process that was handling a command is gone; Axon's client does not know
   * the code that goes with it, and drops it.
   */
  private static final String HANDLER_LOST = "Connection lost while executing command";

  /**
   * What passes by itself. An event that is too large, a wrong token or a setting that does not fit
   * stays what it is, however often it is tried.
   */
  private static final Set<Status.Code> PASSING =
      Set.of(
          Status.Code.UNAVAILABLE,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.ABORTED,
          Status.Code.CANCELLED);

  private AxonServerFailures() {}

  /**
   * The same failure, as a {@link ConcurrencyException} where another writer was faster and as a
   * {@link DataAccessResourceFailureException} where Axon Server, or the process that handles
   * commands behind it, cannot be reached. What was answered from there is left as it is.
   */
  static RuntimeException translated(RuntimeException failure) {
    if (failure instanceof CommandExecutionException answer && answer.getDetails().isPresent()) {
      return failure;
    }
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .map(cause -> translated(cause, failure))
        .filter(Objects::nonNull)
        // What the server itself said is innermost.
        .reduce((outer, inner) -> inner)
        .orElse(failure);
  }

  private static @Nullable RuntimeException translated(Throwable cause, RuntimeException failure) {
    return switch (cause) {
      case ConcurrencyException _ -> failure;
      case StatusRuntimeException status -> translated(status, failure);
      case StreamClosedException _,
          StreamTimeoutException _,
          AxonServerCommandDispatchException _,
          NoHandlerForCommandException _,
          TimeoutException _ ->
          away(failure);
      case AxonServerException lost
          when String.valueOf(lost.getMessage()).startsWith(HANDLER_LOST) ->
          away(failure);
      default -> null;
    };
  }

  private static RuntimeException translated(
      StatusRuntimeException status, RuntimeException failure) {
    String message = String.valueOf(status.getMessage());
    if (message.contains(TAKEN)) {
      return new ConcurrencyException("another writer was faster", failure);
    }
    return PASSING.contains(status.getStatus().getCode()) || message.contains(NO_LEADER)
        ? away(failure)
        : failure;
  }

  private static RuntimeException away(RuntimeException failure) {
    return new DataAccessResourceFailureException("Axon Server cannot be reached", failure);
  }
}

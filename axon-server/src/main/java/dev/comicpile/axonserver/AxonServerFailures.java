package dev.comicpile.axonserver;

import io.axoniq.axonserver.connector.impl.StreamClosedException;
import io.axoniq.axonserver.connector.impl.StreamTimeoutException;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.TimeoutException;
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

  private AxonServerFailures() {}

  /**
   * The same failure, as a {@link ConcurrencyException} where another writer was faster and as a
   * {@link DataAccessResourceFailureException} where Axon Server, or whoever handles commands
   * behind it, cannot be reached. What was answered from there is left as it is.
   */
  static RuntimeException translated(RuntimeException failure) {
    if (failure instanceof CommandExecutionException answer && answer.getDetails().isPresent()) {
      return failure;
    }
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case ConcurrencyException _ -> {
          return failure;
        }
        case StatusRuntimeException taken
            when String.valueOf(taken.getMessage()).contains(TAKEN) -> {
          return new ConcurrencyException("another writer was faster", failure);
        }
        case StatusRuntimeException _,
            StreamClosedException _,
            StreamTimeoutException _,
            AxonServerException _,
            AxonServerCommandDispatchException _,
            NoHandlerForCommandException _,
            TimeoutException _ -> {
          return new DataAccessResourceFailureException("Axon Server cannot be reached", failure);
        }
        default -> {}
      }
    }
    return failure;
  }
}

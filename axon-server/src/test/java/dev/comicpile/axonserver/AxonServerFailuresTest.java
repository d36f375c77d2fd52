package dev.comicpile.axonserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.grpc.ErrorMessage;
import io.grpc.Status;
import java.util.concurrent.CompletionException;
import org.axonframework.axonserver.connector.AxonServerException;
import org.axonframework.axonserver.connector.ErrorCode;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** What of a server's failures passes by itself, and what does not. */
class AxonServerFailuresTest {

  private static RuntimeException answered(Status status) {
    return new CompletionException(status.asRuntimeException());
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "ABORTED", "CANCELLED"})
  void aServerThatCannotBeReachedIsAway(Status.Code code) {
    assertThat(AxonServerFailures.translated(answered(code.toStatus())))
        .isInstanceOf(DataAccessResourceFailureException.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {
        "INVALID_ARGUMENT",
        "UNAUTHENTICATED",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "UNIMPLEMENTED",
        "DATA_LOSS"
      })
  void whatStaysWrongHoweverOftenItIsTriedIsLeftAsItIs(Status.Code code) {
    RuntimeException failure = answered(code.toStatus());

    assertThat(AxonServerFailures.translated(failure)).isSameAs(failure);
    RuntimeException wrapped = new AxonServerException("AXONIQ-0001", "it does not work");
    assertThat(AxonServerFailures.translated(wrapped)).isSameAs(wrapped);
  }

  @Test
  void aVersionThatIsTakenIsAConflict() {
    Status taken = Status.OUT_OF_RANGE.withDescription("[AXONIQ-2000] Invalid sequence number");

    assertThat(AxonServerFailures.translated(answered(taken)))
        .isInstanceOf(ConcurrencyException.class);
  }

  @Test
  void aClusterThatChoosesItsLeaderIsAway() {
    Status choosing = Status.INTERNAL.withDescription("[AXONIQ-2100] No event store available");

    assertThat(AxonServerFailures.translated(answered(choosing)))
        .isInstanceOf(DataAccessResourceFailureException.class);
  }

  @Test
  void aCommandThatNobodyHandlesYetIsAnOutage() {
    assertThat(
            AxonServerFailures.translated(
                new NoHandlerForCommandException("No Handler for command AddThread")))
        .isInstanceOf(DataAccessResourceFailureException.class)
        .hasMessage("Axon Server cannot be reached");
  }

  @Test
  void aCommandWhoseProcessHasDiedIsAnOutage() {
    RuntimeException failure =
        ErrorCode.getFromCode("AXONIQ-4001")
            .convert(
                ErrorMessage.newBuilder()
                    .setMessage("Connection lost while executing command on: 17@host")
                    .build());

    assertThat(AxonServerFailures.translated(failure))
        .isInstanceOf(DataAccessResourceFailureException.class);
  }
}

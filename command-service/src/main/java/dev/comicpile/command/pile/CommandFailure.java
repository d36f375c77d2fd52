package dev.comicpile.command.pile;

import dev.comicpile.api.problem.PileProblem;
import dev.comicpile.api.problem.PileProblem.RefusedBefore;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.web.BadInputException;
import dev.comicpile.web.FieldProblem;
import dev.comicpile.web.Outage;
import dev.comicpile.web.TooManyRequestsException;
import dev.comicpile.web.TryLaterException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Why a command was not carried out, as it goes from the process that handles the command to the
 * one that sent it, be it the same or another: of an exception, only such details arrive there.
 */
sealed interface CommandFailure {

  /** A rule or a condition forbids it; of an older process neither code nor values are known. */
  record Refused(
      PileProblem.Kind kind,
      String sentence,
      @Nullable String code,
      @Nullable Map<String, Long> values)
      implements CommandFailure {

    static Refused by(PileProblem problem) {
      return new Refused(problem.kind(), problem.sentence(), problem.code(), problem.values());
    }

    RefusedBefore problem() {
      return new RefusedBefore(
          kind,
          sentence,
          Objects.requireNonNullElse(code, "refused"),
          Objects.requireNonNullElse(values, Map.of()));
    }
  }

  /** Something in the request cannot be taken. */
  record BadInput(List<FieldProblem> fields) implements CommandFailure {
    public BadInput {
      fields = List.copyOf(fields);
    }
  }

  /** Another writer was faster; it can be tried again at once. */
  record Conflict(String message) implements CommandFailure {}

  /** Too many commands wait for this pile. */
  record Busy(String message) implements CommandFailure {}

  /** The pile has changed too much within a short time. */
  record TooMuch(String message, long retryAfterMillis) implements CommandFailure {}

  /** The database, or the event store, cannot be reached from there. */
  record Unreachable(String message) implements CommandFailure {}

  /** The pile, or what is asked of its past, cannot be read. */
  record Unreadable(String message) implements CommandFailure {}

  /** An exception that carries what is known of this one; others are left as they are. */
  static Throwable carrying(Throwable failure) {
    return of(failure)
        .<Throwable>map(
            details -> new CommandExecutionException(failure.getMessage(), failure, details))
        .orElse(failure);
  }

  /** What is known of a failure where a command is handled; empty for a fault of our own. */
  static Optional<CommandFailure> of(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return Optional.ofNullable(
        switch (failure) {
          case PileRefusal refusal -> Refused.by(refusal.problem());
          case BadInputException bad -> new BadInput(bad.problems());
          case TooManyRequestsException much -> new TooMuch(message, much.retryAfter().toMillis());
          case LockAcquisitionFailedException _ -> new Busy(message);
          case Throwable conflict when Outage.isConflict(conflict) -> new Conflict(message);
          case Throwable outage when Outage.isUnreachable(outage) -> new Unreachable(message);
          case Throwable unreadable when Outage.isUnreadable(unreadable) ->
              new Unreadable(NestedExceptionUtils.getMostSpecificCause(unreadable).toString());
          default -> null;
        });
  }

  /** The exception that a failure was before it was carried; others are left as they are. */
  static RuntimeException carriedBy(RuntimeException failure) {
    @Nullable CommandFailure details =
        failure instanceof CommandExecutionException carrier
            ? carrier.<CommandFailure>getDetails().orElse(null)
            : null;
    return switch (details) {
      case null -> failure;
      case Refused refused -> new PileRefusal(refused.problem());
      case BadInput bad -> new BadInputException(bad.fields());
      case Conflict conflict -> new ConcurrencyException(conflict.message(), failure);
      case Busy _ ->
          new TryLaterException(
              "Too much is going on in this pile. Please try again soon.", Duration.ofSeconds(2));
      case TooMuch much ->
          new TooManyRequestsException(much.message(), Duration.ofMillis(much.retryAfterMillis()));
      case Unreachable unreachable ->
          new DataAccessResourceFailureException(unreachable.message(), failure);
      case Unreadable unreadable -> new SerializationException(unreadable.message(), failure);
    };
  }
}

package dev.comicpile.api.command;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Commands that start and end a sitting. */
public sealed interface SessionCommand extends PileCommand {

  /** Starts a session, with a die of that many sides or the configured one. */
  record StartSession(@TargetAggregateIdentifier String readerId, @Nullable Integer startDie)
      implements SessionCommand {}

  /** Ends the active session. */
  record EndSession(@TargetAggregateIdentifier String readerId) implements SessionCommand {}
}

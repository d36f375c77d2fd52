package dev.comicpile.axonserver;

import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;

/** Axon's way of commands through an Axon Server, which says what went wrong on it. */
final class RoutedCommands extends AxonServerCommandBus {

  RoutedCommands(Builder builder) {
    super(builder);
  }

  @Override
  public <C, R> void dispatch(
      CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
    try {
      super.<C, R>dispatch(
          command,
          (sent, result) ->
              callback.onResult(
                  sent,
                  result.isExceptional() && result.exceptionResult() instanceof RuntimeException e
                      ? GenericCommandResultMessage.asCommandResultMessage(
                          AxonServerFailures.translated(e))
                      : result));
    } catch (RuntimeException e) {
      throw AxonServerFailures.translated(e);
    }
  }
}

package dev.comicpile.command.pile;

import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.eventstore.PileStore;
import dev.comicpile.web.BadInputException;
import dev.comicpile.web.TooManyRequestsException;
import java.util.List;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.correlation.MessageOriginProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.messaging.unitofwork.RollbackConfiguration;

/**
 * Handles the commands that come to this process. Every event names the command it came of, and
 * failures are answered in a form that can leave the process.
 *
 * <p>A command is no transaction of the database. Where the events are there, they are stored with
 * their answer by one statement; elsewhere, the answer is stored before its events are.
 */
final class PileCommandBus extends SimpleCommandBus {

  /**
   * Axon's own, but for a refusal: nothing has happened then, so nothing is to be rolled back, and
   * what was answered under a key is to be kept.
   */
  private static final RollbackConfiguration ROLLBACK =
      failure ->
          !(failure instanceof PileRefusal
              || failure instanceof BadInputException
              || failure instanceof TooManyRequestsException);

  private final PileStore store;

  PileCommandBus(Builder builder, PileStore store) {
    super(
        builder.transactionManager(NoTransactionManager.INSTANCE).rollbackConfiguration(ROLLBACK));
    this.store = store;
    registerHandlerInterceptor(
        new CorrelationDataInterceptor<>(List.of(new MessageOriginProvider())));
  }

  @Override
  protected <C, R> void handle(
      CommandMessage<C> command,
      MessageHandler<? super CommandMessage<?>> handler,
      CommandCallback<? super C, ? super R> callback) {
    super.<C, R>handle(
        command,
        handler,
        (handled, result) ->
            callback.onResult(
                handled,
                result.isExceptional()
                    ? GenericCommandResultMessage.asCommandResultMessage(
                        CommandFailure.carrying(store.translated(result.exceptionResult())))
                    : result));
  }
}

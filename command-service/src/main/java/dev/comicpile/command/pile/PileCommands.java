package dev.comicpile.command.pile;

import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.eventstore.PileStore;
import dev.comicpile.portability.PileWrites;
import dev.comicpile.web.Accepted;
import dev.comicpile.web.PileVersionHeader;
import dev.comicpile.web.WriteConditions;
import dev.comicpile.web.WriteRequest;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The way in for every write to a pile. A command is decided and appended as a whole or not at all;
 * its sender may be gone by then.
 */
@Component
public final class PileCommands implements PileWrites {

  private static final Logger log = LoggerFactory.getLogger(PileCommands.class);

  /** Attempts beside those of other processes; who loses all of them gets in line. */
  private static final int FREE_ATTEMPTS = 2;

  private static final int ATTEMPTS = FREE_ATTEMPTS + 2;

  private final CommandGateway gateway;
  private final PileStore store;
  private final PileVersionHeader versions;

  PileCommands(CommandGateway gateway, PileStore store, PileVersionHeader versions) {
    this.gateway = gateway;
    this.store = store;
    this.versions = versions;
  }

  /**
   * Sends a command on the conditions of the request that asks for it.
   *
   * @throws dev.comicpile.api.problem.PileRefusal where a rule or a condition forbids it
   * @throws ConcurrencyException where others were faster again and again
   */
  @Override
  public <R extends PileReply> Accepted<R> send(PileCommand<R> command, WriteRequest write) {
    R reply = send(command, write.conditions(command.readerId()));
    return new Accepted<>(versions.ofWrite(write, command.readerId(), reply.version()), reply);
  }

  /**
   * Sends a command that no request asked for.
   *
   * @throws dev.comicpile.api.problem.PileRefusal where a rule forbids it
   * @throws ConcurrencyException where others were faster again and again
   */
  @Override
  public <R extends PileReply> R send(PileCommand<R> command) {
    return send(command, WriteConditions.NONE);
  }

  <R extends PileReply> R send(PileCommand<R> command, WriteConditions on) {
    for (int attempt = 1; ; attempt++) {
      try {
        MetaData metadata = PileCommandHandler.metadata(on, attempt > 1);
        return attempt <= FREE_ATTEMPTS
            ? sendOnce(command, metadata)
            : store.alone(command.readerId(), () -> sendOnce(command, metadata));
      } catch (ConcurrencyException conflict) {
        // Another process has written to this pile since it was loaded, or has just answered the
        // same request; the pile is loaded anew.
        if (attempt == ATTEMPTS) {
          log.info(
              "Reader {}: {} was given up, others were faster {} times",
              command.readerId(),
              command.getClass().getSimpleName(),
              attempt);
          throw conflict;
        }
        log.debug("reader {}: conflict, attempt {}", command.readerId(), attempt);
      }
    }
  }

  /** Of each kind of command, the rule gives the reply that the command names. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private <R extends PileReply> R sendOnce(PileCommand<R> command, MetaData metadata) {
    try {
      return (R) gateway.<PileReply>sendAndWait(new GenericCommandMessage<>(command, metadata));
    } catch (RuntimeException failure) {
      throw CommandFailure.carriedBy(failure);
    }
  }
}

package dev.comicpile.command.pile;

import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.eventstore.PileStore;
import dev.comicpile.portability.PileWrites;
import dev.comicpile.web.PileVersionHeader;
import dev.comicpile.web.Reader;
import dev.comicpile.web.WriteConditions;
import dev.comicpile.web.WriteHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The way in for every write to a pile. A command is decided and appended as a whole or not at all;
 * whoever sent it may be gone by then.
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
  private final WriteHeaders conditions;

  PileCommands(
      CommandGateway gateway,
      PileStore store,
      PileVersionHeader versions,
      WriteHeaders conditions) {
    this.gateway = gateway;
    this.store = store;
    this.versions = versions;
    this.conditions = conditions;
  }

  /**
   * Sends a reader's command on the conditions that the present request carries, and names the
   * pile's version in the answer. For the pile of somebody else there is no cookie: a browser keeps
   * one, that of the reader's own pile.
   *
   * @param expected the reply this kind of command gives
   * @param reader who asks for it
   * @throws dev.comicpile.api.problem.PileRefusal where a rule or a condition forbids it
   * @throws dev.comicpile.web.BadInputException where a condition cannot be taken
   * @throws ConcurrencyException where others were faster again and again
   */
  @Override
  public <R extends PileReply> R send(
      PileCommand command, Class<R> expected, Reader reader, HttpServletResponse response) {
    HttpServletRequest request =
        ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
    R reply = expected.cast(send(command, conditions.of(request, reader)));
    if (command.readerId().equals(reader.pileId())) {
      versions.answerWrite(response, reader, reply.version());
    } else {
      versions.answerRead(response, reply.version());
    }
    return reply;
  }

  /**
   * Sends a command that no request asked for.
   *
   * @throws dev.comicpile.api.problem.PileRefusal where a rule forbids it
   * @throws ConcurrencyException where others were faster again and again
   */
  @Override
  public PileReply send(PileCommand command) {
    return send(command, WriteConditions.NONE);
  }

  PileReply send(PileCommand command, WriteConditions on) {
    MetaData metadata = ConditionsMetadata.write(on);
    for (int attempt = 1; ; attempt++) {
      try {
        CommandMessage<PileCommand> message = new GenericCommandMessage<>(command, metadata);
        return attempt <= FREE_ATTEMPTS
            ? sendOnce(message)
            : store.alone(command.readerId(), () -> sendOnce(message));
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
        metadata = ConditionsMetadata.triedBefore(metadata);
      }
    }
  }

  private PileReply sendOnce(CommandMessage<PileCommand> message) {
    try {
      return gateway.sendAndWait(message);
    } catch (RuntimeException failure) {
      throw CommandFailure.carriedBy(failure);
    }
  }
}

package dev.comicpile.command.pile;

import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.eventstore.AxonServerFailures;
import dev.comicpile.portability.PileWrites;
import dev.comicpile.web.PileVersionHeader;
import dev.comicpile.web.Reader;
import dev.comicpile.web.WriteConditions;
import dev.comicpile.web.WriteHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.ThreadLocalRandom;
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

  private static final int ATTEMPTS = 6;

  private static final long FIRST_PAUSE_MILLIS = 10;

  private final CommandGateway gateway;
  private final PileVersionHeader versions;
  private final WriteHeaders conditions;

  PileCommands(CommandGateway gateway, PileVersionHeader versions, WriteHeaders conditions) {
    this.gateway = gateway;
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
      PileCommand<?> command, Class<R> expected, Reader reader, HttpServletResponse response) {
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
  public PileReply send(PileCommand<?> command) {
    return send(command, WriteConditions.NONE);
  }

  PileReply send(PileCommand<?> command, WriteConditions on) {
    MetaData metadata = ConditionsMetadata.write(on);
    for (int attempt = 1; ; attempt++) {
      try {
        CommandMessage<PileCommand<?>> message = new GenericCommandMessage<>(command, metadata);
        return sendOnce(message);
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
        if (attempt > 1) {
          pause(attempt, conflict);
        }
      }
    }
  }

  private PileReply sendOnce(CommandMessage<PileCommand<?>> message) {
    try {
      return gateway.sendAndWait(message);
    } catch (RuntimeException failure) {
      throw AxonServerFailures.translated(CommandFailure.carriedBy(failure));
    }
  }

  /** Longer each time and never the same, so that two writers don't meet again and again. */
  private static void pause(int attempt, ConcurrencyException conflict) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(FIRST_PAUSE_MILLIS << attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw conflict;
    }
  }
}

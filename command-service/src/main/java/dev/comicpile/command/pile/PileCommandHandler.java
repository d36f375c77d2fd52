package dev.comicpile.command.pile;

import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.problem.PileProblem;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.eventstore.PileStore.FirstEvent;
import dev.comicpile.web.WriteConditions;
import dev.comicpile.web.WriteConditions.Key;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/**
 * Handles every command in the same way: it is held to its conditions, decided and applied, under
 * the lock of its pile.
 */
@Component
final class PileCommandHandler implements MessageHandler<CommandMessage<?>> {

  private static final String CONDITIONS = "conditions";
  private static final String TRIED_BEFORE = "tried_before";

  private final Repository<PileAggregate> piles;
  private final PileDecisions decisions;
  private final IdempotencyStore answers;

  PileCommandHandler(
      Repository<PileAggregate> piles, PileDecisions decisions, IdempotencyStore answers) {
    this.piles = piles;
    this.decisions = decisions;
    this.answers = answers;
  }

  /** What the message of a command carries beside it. */
  static MetaData metadata(WriteConditions on, boolean triedBefore) {
    return MetaData.with(CONDITIONS, on).and(TRIED_BEFORE, triedBefore);
  }

  /** All kinds of commands. */
  static Stream<Class<?>> commands() {
    return kinds(PileCommand.class);
  }

  private static Stream<Class<?>> kinds(Class<?> command) {
    return command.isSealed()
        ? Arrays.stream(command.getPermittedSubclasses()).flatMap(PileCommandHandler::kinds)
        : Stream.of(command);
  }

  /** Takes all commands of a bus. */
  void subscribeTo(CommandBus bus) {
    commands().forEach(command -> bus.subscribe(command.getName(), this));
  }

  @Override
  public PileReply handle(CommandMessage<?> message) {
    PileCommand<?> command = (PileCommand<?>) message.getPayload();
    return piles.load(command.readerId().toString()).invoke(pile -> handle(command, message, pile));
  }

  /**
   * An answer that is stored by the append itself is not looked for beforehand: if there is one
   * already, the append says so, and the command is tried again.
   */
  private PileReply handle(PileCommand<?> command, CommandMessage<?> message, PileAggregate pile) {
    MetaData metadata = message.getMetaData();
    WriteConditions on =
        metadata.get(CONDITIONS) instanceof WriteConditions given ? given : WriteConditions.NONE;
    Key key = on.key();
    PileProblem movedOn = on.movedOn(pile.version());
    if (key != null
        && (movedOn != null
            || answers.mustBeLookedFor()
            || Boolean.TRUE.equals(metadata.get(TRIED_BEFORE)))) {
      Optional<PileReply> before = answers.find(key);
      if (before.isPresent()) {
        return before.get();
      }
    }
    if (movedOn != null) {
      pile.requireLatest();
      throw new PileRefusal(movedOn);
    }
    try {
      Decision decision = decisions.decide(command, pile);
      PileReply reply = decision.reply();
      if (decision.steps().isEmpty()) {
        pile.requireLatest();
        if (key != null) {
          answers.keep(key, reply);
        }
        return reply;
      }
      if (key != null) {
        answers.keepWith(
            new FirstEvent(command.readerId(), pile.version() + 1, message.getIdentifier()),
            key,
            reply);
      }
      pile.apply(decision);
      return reply;
    } catch (PileRefusal refusal) {
      pile.requireLatest();
      if (key != null) {
        answers.keep(key, refusal.problem());
      }
      throw refusal;
    }
  }
}

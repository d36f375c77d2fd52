package dev.comicpile.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.problem.PileProblem;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.pile.Contents;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What came of the command of a {@link Scenario}. */
public final class Outcome {

  private final PileWorld world;
  private final @Nullable Decision decision;
  private final @Nullable PileProblem problem;

  Outcome(PileWorld world, @Nullable Decision decision, @Nullable PileProblem problem) {
    this.world = world;
    this.decision = decision;
    this.problem = problem;
  }

  private Decision accepted() {
    assertThat(problem).as("refused").isNull();
    return Objects.requireNonNull(decision);
  }

  /** Just these events happened, now. */
  public Outcome then(PileEvent... events) {
    assertThat(accepted().events())
        .containsExactlyElementsOf(
            Arrays.stream(events).map(event -> Events.at(world.now(), event)).toList());
    return this;
  }

  /** One event of that kind happened, now, and nothing else. */
  public <E extends PileEvent> Outcome then(Class<E> type, Consumer<E> expected) {
    assertThat(accepted().events()).singleElement().isInstanceOf(type);
    E event = type.cast(accepted().events().getFirst());
    assertThat(event.at()).isEqualTo(world.now());
    expected.accept(event);
    return this;
  }

  /** It was answered but nothing happened: no action. */
  public Outcome thenNothing() {
    return then();
  }

  /** The word it is entered under in the history. */
  public Outcome as(ActionType action) {
    assertThat(accepted().action()).isEqualTo(action);
    return this;
  }

  /** A rule forbade it. */
  public Outcome refused(PileProblem expected) {
    assertThat(problem).isEqualTo(expected);
    return this;
  }

  /** What the reader is told of the refusal. */
  public Outcome saying(String sentence) {
    assertThat(Objects.requireNonNull(problem).sentence()).isEqualTo(sentence);
    return this;
  }

  /** The answer is of this kind, names the version after it, and says what is expected. */
  public <R extends PileReply> Outcome answering(Class<R> type, Consumer<R> expected) {
    PileReply reply = accepted().reply();
    assertThat(reply).isInstanceOf(type);
    assertThat(reply.version()).isEqualTo(world.pile().version());
    expected.accept(type.cast(reply));
    return this;
  }

  /** The queue afterwards, front first. */
  public Outcome queued(Comic... comics) {
    assertThat(contents().queue().threadIds().toList())
        .isEqualTo(Arrays.stream(comics).map(Comic::id).toList());
    return this;
  }

  /** The thread of a comic afterwards. */
  public Outcome leaving(ExampleThread thread) {
    ThreadFacts facts = thread.facts();
    assertThat(contents().threads().get(facts.id())).isEqualTo(facts);
    return this;
  }

  /** The open session afterwards. */
  public Outcome session(Consumer<SessionFacts> expected) {
    expected.accept(contents().openSession().orElseThrow());
    return this;
  }

  /** A session afterwards, open or not. */
  public Outcome session(SessionId id, Consumer<SessionFacts> expected) {
    SessionFacts session = contents().sessions().get(id);
    assertThat(session).as("session %s", id).isNotNull();
    expected.accept(Objects.requireNonNull(session));
    return this;
  }

  /** What the pile holds afterwards. */
  public Contents contents() {
    return world.pile().contents();
  }

  /** The events that happened. */
  public List<PileEvent> events() {
    return accepted().events();
  }
}

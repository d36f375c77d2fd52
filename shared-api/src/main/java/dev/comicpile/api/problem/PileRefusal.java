package dev.comicpile.api.problem;

/**
 * Carries a {@link PileProblem} out of a decision. It has no stack trace: a refusal is an answer,
 * not a fault.
 */
public final class PileRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient PileProblem problem;

  public PileRefusal(PileProblem problem) {
    super(problem.sentence(), null, false, false);
    this.problem = problem;
  }

  /** Why the command was refused. */
  public PileProblem problem() {
    return problem;
  }
}

package dev.comicpile.web;

import java.util.List;

/** A request holds something that can't be taken: answered 422 with the fields. */
public final class BadInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<FieldProblem> problems;

  public BadInputException(FieldProblem... problems) {
    this(List.of(problems));
  }

  public BadInputException(List<FieldProblem> problems) {
    super(problems.toString(), null, false, false);
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, field by field. */
  public List<FieldProblem> problems() {
    return problems;
  }
}

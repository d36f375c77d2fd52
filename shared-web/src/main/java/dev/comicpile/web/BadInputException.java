package dev.comicpile.web;

import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpStatus;

/** A request holds something that can't be taken: answered 422 with the fields. */
public final class BadInputException extends ProblemException {

  private static final long serialVersionUID = 1L;

  private final transient List<FieldProblem> problems;

  public BadInputException(FieldProblem... problems) {
    this(List.of(problems));
  }

  public BadInputException(List<FieldProblem> problems) {
    List<FieldProblem> sorted =
        problems.stream().sorted(Comparator.comparing(FieldProblem::field)).toList();
    super(HttpStatus.UNPROCESSABLE_CONTENT, FieldProblem.sentence(sorted));
    this.problems = sorted;
    getBody().setProperty("errors", sorted);
  }

  /** The same, to be told from other bad input by a code: {@code archive_damaged}. */
  public BadInputException coded(String code) {
    getBody().setProperty(CODE, code);
    return this;
  }

  /** What is wrong, field by field. */
  public List<FieldProblem> problems() {
    return problems;
  }
}

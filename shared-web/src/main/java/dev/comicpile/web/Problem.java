package dev.comicpile.web;

import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * What went wrong, as it is told to the client.
 *
 * @param sentence one sentence for a person, without internal names
 * @param headers headers the answer carries besides
 * @param fields what is wrong field by field, for bad input
 */
record Problem(
    HttpStatusCode status, String sentence, HttpHeaders headers, List<FieldProblem> fields) {

  static Problem of(HttpStatusCode status, String sentence) {
    return new Problem(status, sentence, new HttpHeaders(), List.of());
  }

  static Problem badInput(List<FieldProblem> found) {
    List<FieldProblem> fields =
        found.stream().sorted(Comparator.comparing(FieldProblem::field)).toList();
    return new Problem(
        HttpStatus.UNPROCESSABLE_CONTENT, FieldProblem.sentence(fields), new HttpHeaders(), fields);
  }

  static Problem badInput(FieldProblem field) {
    return badInput(List.of(field));
  }

  Problem with(String header, Object value) {
    HttpHeaders all = new HttpHeaders(headers);
    all.set(header, value.toString());
    return new Problem(status, sentence, all, fields);
  }

  /** The status in words, {@code Not Found}. */
  String title() {
    HttpStatus known = HttpStatus.resolve(status.value());
    return known == null ? "Error" : known.getReasonPhrase();
  }
}

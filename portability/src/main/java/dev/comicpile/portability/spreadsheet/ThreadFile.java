package dev.comicpile.portability.spreadsheet;

import dev.comicpile.api.ThreadLimits;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.portability.spreadsheet.CsvFile.RowError;
import dev.comicpile.web.Text;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Reads threads from CSV. */
@Component
class ThreadFile {

  private static final List<String> COLUMNS = List.of("title", "format", "issues_remaining");

  private final Validator validator;

  ThreadFile(Validator validator) {
    this.validator = validator;
  }

  /** The good rows, and what is wrong with others. */
  record Content(List<ImportThreads.Row> rows, List<RowError> errors) {}

  /** The texts of a row, with their limits. */
  record Texts(
      @Text(max = ThreadLimits.TITLE) String title,
      @Text(max = ThreadLimits.FORMAT) String format) {}

  /**
   * Reads a file.
   *
   * @throws org.springframework.web.server.ResponseStatusException if it is no such file as a whole
   *     (400) or has too many rows (413)
   */
  Content read(MultipartFile file) throws IOException {
    CsvFile.Content csv = CsvFile.read(file, COLUMNS);
    List<ImportThreads.Row> rows = new ArrayList<>();
    List<RowError> errors = new ArrayList<>();
    csv.rows().forEach(row -> read(row, rows, errors));
    errors.addAll(csv.errors());
    return new Content(rows, errors);
  }

  private void read(CsvFile.Row row, List<ImportThreads.Row> rows, List<RowError> errors) {
    List<String> values = row.values();
    List<String> wrong = CsvFile.missing(row, COLUMNS);
    Texts texts = new Texts(values.get(0), values.get(1));
    validator.validate(texts).stream()
        .filter(violation -> !texts.title().isEmpty() || !isOf("title", violation))
        .filter(violation -> !texts.format().isEmpty() || !isOf("format", violation))
        .sorted(Comparator.comparing(violation -> isOf("title", violation) ? 0 : 1))
        .forEach(v -> wrong.add(v.getPropertyPath() + " " + v.getMessage()));
    Integer issues = values.get(2).isEmpty() ? null : issues(values.get(2), wrong);
    if (wrong.isEmpty() && issues != null) {
      rows.add(new ImportThreads.Row(texts.title(), texts.format(), issues));
    } else {
      wrong.forEach(problem -> errors.add(new RowError(row.number(), problem)));
    }
  }

  private static boolean isOf(String field, ConstraintViolation<?> violation) {
    return violation.getPropertyPath().toString().equals(field);
  }

  private static @Nullable Integer issues(String value, List<String> wrong) {
    BigInteger issues = CsvFile.wholeNumber(value, "issues_remaining", wrong);
    if (issues == null) {
      return null;
    }
    if (issues.signum() < 0) {
      wrong.add("issues_remaining must be 0 or more");
      return null;
    }
    if (issues.bitLength() > 31) {
      wrong.add("issues_remaining must be at most " + Integer.MAX_VALUE);
      return null;
    }
    return issues.intValueExact();
  }
}

package dev.comicpile.command.archive;

import dev.comicpile.api.PileRules;
import dev.comicpile.eventstore.PileArchive;
import dev.comicpile.web.FieldProblem;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Tells the kinds of archive apart, by the names in them. */
@Component
class Archives {

  private static final long HEAP = Runtime.getRuntime().maxMemory();

  /**
   * What an export of the earlier Comic Pile may hold, since it is read into memory: 16 MiB and
   * some 55,000 rows where the heap is 192 MB. A row that has become an event takes 1.5 kB.
   */
  private static final DataSize EARLIER_LIMIT =
      DataSize.ofMegabytes(Math.min(100, (HEAP >> 20) / 11));

  private static final long EARLIER_ROWS = HEAP / 3_500;

  private static final Set<String> EARLIER = Set.of("users", "threads", "sessions", "events");

  private final PileArchive archive;
  private final PileRules rules;
  private final Validator validator;

  Archives(PileArchive archive, PileRules rules, Validator validator) {
    this.archive = archive;
    this.rules = rules;
    this.validator = validator;
  }

  /**
   * Reads a file to its end and checks it.
   *
   * @throws dev.comicpile.web.BadInputException naming the first place that cannot be taken
   * @throws tools.jackson.core.JacksonException if it is no JSON, or something is of a wrong type
   * @throws ResponseStatusException 413, if it is too large to be held in memory
   */
  Archive check(Path file) throws IOException {
    Set<String> names = names(file);
    Checks checks = new Checks(validator);
    if (names.contains("readers") || names.contains("format")) {
      return OwnExport.check(file, archive, checks);
    }
    if (names.stream().noneMatch(EARLIER::contains)) {
      throw Checks.bad(
          "body",
          "must be an export of this system or of the earlier Comic Pile",
          FieldProblem.NOT_ALLOWED);
    }
    if (Files.size(file) > EARLIER_LIMIT.toBytes()) {
      throw tooLarge();
    }
    EarlierExport export = new EarlierExport(checks);
    if (export.read(file) > EARLIER_ROWS) {
      throw tooLarge();
    }
    export.convert(rules);
    return export;
  }

  private static ResponseStatusException tooLarge() {
    return new ResponseStatusException(
        HttpStatus.CONTENT_TOO_LARGE,
        String.format(
            Locale.ROOT,
            "An export of the earlier Comic Pile may have at most %d MiB and %,d rows here. A"
                + " larger heap takes a larger one: see PILE_HEAP.",
            EARLIER_LIMIT.toMegabytes(),
            EARLIER_ROWS));
  }

  private static Set<String> names(Path file) throws IOException {
    if (Files.size(file) == 0) {
      throw Checks.missing("body");
    }
    Set<String> names = new HashSet<>();
    try (JsonParser parser = PileArchive.mapper().createParser(file)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Checks.bad("body", "must be an object", FieldProblem.WRONG_TYPE);
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        names.add(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
    }
    return names;
  }
}

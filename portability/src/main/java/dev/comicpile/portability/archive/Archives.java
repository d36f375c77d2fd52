package dev.comicpile.portability.archive;

import dev.comicpile.api.PileRules;
import dev.comicpile.portability.ReaderAccounts;
import dev.comicpile.portability.earlier.EarlierReaders;
import dev.comicpile.portability.format.Archive;
import dev.comicpile.portability.format.Checks;
import dev.comicpile.portability.format.PileArchive;
import dev.comicpile.web.BadInputException;
import dev.comicpile.web.FieldProblem;
import dev.comicpile.web.RefusedException;
import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;

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

  /** What may be kept of one stream: as much as of all piles between commands. */
  static final long HISTORY_BYTES = HEAP / 4;

  /** How deep in the JSON of an export of this system its events are. */
  private static final int EVENT_DEPTH = 5;

  /**
   * What an event may hold, since each is read into memory as a whole: several times what the
   * largest ones of this system do.
   */
  private static final int EVENT_TOKENS = 1_000_000;

  private static final long EVENT_BYTES = HEAP / 8;

  /** All names of an object are in memory until it ends; no object of an export has a hundred. */
  private static final int NAMES = 1_000;

  private final PileArchive archive;
  private final PileRules rules;
  private final ReaderAccounts accounts;
  private final Clock clock;

  Archives(PileArchive archive, PileRules rules, ReaderAccounts accounts, Clock clock) {
    this.archive = archive;
    this.rules = rules;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * Reads a file to its end and checks it.
   *
   * @throws dev.comicpile.web.BadInputException naming the first place that cannot be taken
   * @throws tools.jackson.core.JacksonException if it is no JSON, or something is of a wrong type
   * @throws ResponseStatusException 413, if it is too large to be held in memory, or a history is
   */
  Archive check(Path file) throws IOException {
    return check(file, Integer.MAX_VALUE);
  }

  /**
   * The same of a file that must hold one reader alone.
   *
   * @throws dev.comicpile.web.BadInputException also if it holds none or several
   */
  Archive checkOne(Path file) throws IOException {
    Archive checked = check(file, 1);
    if (checked.readers().size() != 1) {
      throw notOneReader();
    }
    return checked;
  }

  static BadInputException notOneReader() {
    return Checks.bad(
            "body.readers",
            "must be one reader alone, as their own export has it",
            FieldProblem.NOT_ALLOWED)
        .coded("archive_of_several");
  }

  private Archive check(Path file, int mostReaders) throws IOException {
    Set<String> names = names(file);
    if (names.contains("readers") || names.contains("format")) {
      return OwnExport.check(file, archive, clock.instant(), accounts::nameKey, mostReaders);
    }
    if (Collections.disjoint(names, EarlierReaders.TABLES)) {
      throw Checks.notAllowed(
              "body", "must be an export of this system or of the earlier Comic Pile")
          .coded("no_archive");
    }
    if (Files.size(file) > EARLIER_LIMIT.toBytes()) {
      throw tooLarge();
    }
    EarlierReaders readers = new EarlierReaders(clock.instant(), accounts::nameKey);
    if (readers.read(file) > EARLIER_ROWS) {
      throw tooLarge();
    }
    return readers.convert(rules);
  }

  private static ResponseStatusException tooLarge() {
    return new RefusedException(
        HttpStatus.CONTENT_TOO_LARGE,
        "archive_too_large",
        String.format(
            Locale.ROOT,
            "An export of the earlier Comic Pile may have at most %d MiB and %,d rows here. A"
                + " larger heap takes a larger one: see PILE_HEAP.",
            EARLIER_LIMIT.toMegabytes(),
            EARLIER_ROWS));
  }

  /** The history of a reader that is kept in memory while it is checked. */
  static ResponseStatusException tooLong() {
    return new RefusedException(
        HttpStatus.CONTENT_TOO_LARGE,
        "archive_too_large",
        "A history in it is longer than memory holds here. A larger heap takes a longer one: see"
            + " PILE_HEAP.");
  }

  private static Set<String> names(Path file) throws IOException {
    if (Files.size(file) == 0) {
      throw Checks.missing("body");
    }
    requireUtf8(file);
    Set<String> names = new HashSet<>();
    // What is there twice is told later; here it would be one more thing to hold in memory.
    try (JsonParser parser =
        PileArchive.mapper()
            .reader()
            .without(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .createParser(file)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Checks.bad("body", "must be an object", FieldProblem.WRONG_TYPE).coded("no_archive");
      }
      long tokens = 0;
      long begun = 0;
      while (!parser.streamReadContext().inRoot()) {
        JsonToken token = Objects.requireNonNull(parser.nextToken());
        TokenStreamContext in = parser.streamReadContext();
        tokens++;
        if (token == JsonToken.PROPERTY_NAME) {
          requireNoLarger(in.getEntryCount() <= NAMES);
          if (in.getNestingDepth() == 1) {
            names.add(parser.currentName());
          }
        } else if (token.isStructStart() && in.getNestingDepth() == EVENT_DEPTH) {
          tokens = 0;
          begun = parser.currentLocation().getByteOffset();
        } else if (token.isStructEnd() && in.getNestingDepth() == EVENT_DEPTH - 1) {
          long bytes = parser.currentLocation().getByteOffset() - begun;
          requireNoLarger(tokens <= EVENT_TOKENS && bytes <= EVENT_BYTES);
        }
      }
    }
    return names;
  }

  private static void requireNoLarger(boolean small) {
    if (!small) {
      throw Checks.notAllowed("body", "holds an object that is larger than any of an export");
    }
  }

  /** Without longer forms of shorter letters, and no UTF-16, which the JSON's reader takes. */
  private static void requireUtf8(Path file) throws IOException {
    try (Reader text = Files.newBufferedReader(file)) {
      char[] part = new char[1 << 13];
      for (int length = text.read(part); length >= 0; length = text.read(part)) {
        if (CharBuffer.wrap(part, 0, length).chars().anyMatch(letter -> letter == 0)) {
          throw noUtf8();
        }
      }
    } catch (CharacterCodingException e) {
      throw noUtf8();
    }
  }

  private static BadInputException noUtf8() {
    return Checks.bad("body", "must be valid JSON in UTF-8", FieldProblem.MALFORMED);
  }
}

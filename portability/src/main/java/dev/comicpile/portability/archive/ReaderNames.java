package dev.comicpile.portability.archive;

import dev.comicpile.portability.format.Checks;
import dev.comicpile.portability.format.Column;
import dev.comicpile.portability.format.Column.Reading;
import dev.comicpile.portability.format.Columns;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.format.Wording;
import dev.comicpile.web.FieldProblem;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The names of an archive's readers, of which no two are one. */
final class ReaderNames {

  private final Instant now;
  private final UnaryOperator<String> nameKey;
  private final Set<Remark> notes;
  private final Set<String> names = new HashSet<>();

  ReaderNames(Instant now, UnaryOperator<String> nameKey, Set<Remark> notes) {
    this.now = now;
    this.nameKey = nameKey;
    this.notes = notes;
  }

  /** A name that no other reader of the file has, in whatever way they are written. */
  String name(String place, @Nullable String username) {
    String given = Checks.required(place, username);
    Reading<String> reading = Columns.USERNAME.read(given);
    String name = reading.value();
    if (name == null) {
      throw Checks.bad(place, "must not be blank", FieldProblem.TOO_SHORT);
    }
    if (reading.problem() != null) {
      notes.add(
          Wording.USERNAME_REPAIRED
              .of("value", Column.shown(given), "problem", reading.problem())
              .with("entered", Column.shown(name)));
    }
    if (!names.add(nameKey.apply(name))) {
      throw Checks.notAllowed(place, "is the name of two readers");
    }
    return name;
  }

  /** When a reader registered. */
  Instant registered(String name, Instant said) {
    if (new Columns(now).isPossible(said)) {
      return said;
    }
    notes.add(Wording.REGISTERED_NOW.of("name", name, "at", said));
    return now;
  }
}

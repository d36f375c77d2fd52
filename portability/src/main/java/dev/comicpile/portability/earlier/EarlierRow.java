package dev.comicpile.portability.earlier;

import dev.comicpile.portability.format.Column;
import dev.comicpile.portability.format.Column.Reading;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.format.Wording;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A row of the earlier system's tables. What it holds and could not hold here is named. */
final class EarlierRow {

  private final JsonNode row;
  private final Instant now;
  private final Consumer<Remark> notes;
  private Remark name;

  /**
   * A row.
   *
   * @param now no time may lie after it
   * @param name what it is called in sentences, until more is known
   */
  EarlierRow(JsonNode row, Instant now, Remark name, Consumer<Remark> notes) {
    this.row = row;
    this.now = now;
    this.name = name;
    this.notes = notes;
  }

  /** Whether it is a row at all. */
  boolean isObject() {
    return row.isObject();
  }

  void callIt(Remark betterName) {
    name = betterName;
  }

  /** Adds what there is to say of the row. */
  void note(Remark remark) {
    notes.accept(remark.with("subject", name));
  }

  /** What is entered of a column. */
  <T> @Nullable T get(Column<T> column) {
    Object cell = cell(row.get(column.name()));
    if (cell == null) {
      if (column.required()) {
        note(Wording.CELL_MISSING.of("column", column.name(), "instead", column.instead()));
      }
      return column.otherwise();
    }
    Reading<T> reading = column.read(cell, now);
    if (reading.problem() == null) {
      return reading.value();
    }
    T value = reading.value();
    Remark instead =
        value == null ? column.instead() : Wording.ENTERED.of("entered", Column.shown(value));
    note(Column.repaired(column.name(), cell, reading.problem(), instead));
    return value == null ? column.otherwise() : value;
  }

  /** The cell; null where it is empty. */
  private static @Nullable Object cell(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    if (node.isString()) {
      String text = node.asString();
      return text.isEmpty() ? null : text;
    }
    return node.isNumber() ? (Object) node.decimalValue() : node;
  }
}

package dev.comicpile.portability.earlier;

import dev.comicpile.portability.format.Column;
import dev.comicpile.portability.format.Column.Reading;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A row of the earlier system's tables. What it holds and could not hold here is named. */
final class EarlierRow {

  private final JsonNode row;
  private final Consumer<String> notes;
  private String name;

  /**
   * A row.
   *
   * @param name what it is called in sentences, until more is known
   */
  EarlierRow(JsonNode row, String name, Consumer<String> notes) {
    this.row = row;
    this.name = name;
    this.notes = notes;
  }

  /** Whether it is a row at all. */
  boolean isObject() {
    return row.isObject();
  }

  void callIt(String betterName) {
    name = betterName;
  }

  /** Adds a sentence that begins with the row's name. */
  void note(String rest) {
    notes.accept(name + rest);
  }

  /** What is entered of a column. */
  <T> @Nullable T get(Column<T> column) {
    Object cell = cell(row.get(column.name()));
    if (cell == null) {
      if (column.required()) {
        note(": " + column.name() + " is missing; " + column.words() + ".");
      }
      return column.required() ? column.otherwise() : null;
    }
    Reading<T> reading = column.read(cell);
    if (reading.problem() == null) {
      return reading.value();
    }
    T value = reading.value();
    String entered = value == null ? column.words() : Column.shown(value) + " is entered";
    note(": " + Column.sentence(column.name(), cell, reading.problem(), entered));
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

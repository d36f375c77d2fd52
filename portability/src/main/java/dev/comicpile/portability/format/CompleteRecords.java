package dev.comicpile.portability.format;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds what is missing in records that were read from JSON, where Jackson leaves a null. */
public final class CompleteRecords {

  private CompleteRecords() {}

  /**
   * Looks through a record and the records in it.
   *
   * @throws IllegalArgumentException naming the first component that is null and must not be
   */
  static void require(Record record) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = value(record, component);
      if (value == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        throw new IllegalArgumentException(component.getName() + " is required");
      }
      switch (value) {
        case Record inner -> require(inner);
        case Collection<?> elements ->
            elements.forEach(
                element -> {
                  if (element instanceof Record inner) {
                    require(inner);
                  }
                });
        case null, default -> {}
      }
    }
  }

  /** What a component of a record holds. */
  public static @Nullable Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}

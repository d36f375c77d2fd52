package dev.comicpile.portability.format;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks into records by their components: for what is missing where Jackson has left a null, and to
 * make others of them.
 */
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

  /** A record of the same kind with other components; the same one where none is another. */
  @SuppressWarnings("ReferenceEquality") // what is as it should be is kept as it is
  public static Record changed(
      Record record, BiFunction<RecordComponent, @Nullable Object, @Nullable Object> change) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    boolean same = true;
    for (int i = 0; i < components.length; i++) {
      Object value = value(record, components[i]);
      values[i] = change.apply(components[i], value);
      types[i] = components[i].getType();
      same &= values[i] == value;
    }
    try {
      return same ? record : record.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}

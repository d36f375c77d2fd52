package dev.comicpile.portability.format;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks into records by their components, and into the records and lists in these: for what is
 * missing where Jackson has left a null, and to make others of them.
 */
public final class CompleteRecords {

  private CompleteRecords() {}

  /** Whether a component may be null. */
  public static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /**
   * Looks through a record.
   *
   * @throws IllegalArgumentException naming the first component that is null and must not be
   */
  static void require(Record record) {
    changed(
        record,
        (component, value) -> {
          if (value == null && !isNullable(component)) {
            throw new IllegalArgumentException(component.getName() + " is required");
          }
          return value;
        });
  }

  /**
   * A record of the same kind with other values; the same one where none is another.
   *
   * @param change gives what a value becomes; what it leaves as it is, is looked into
   */
  public static Record changed(
      Record record, BiFunction<RecordComponent, @Nullable Object, @Nullable Object> change) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    boolean same = true;
    try {
      for (int i = 0; i < components.length; i++) {
        Object value = components[i].getAccessor().invoke(record);
        values[i] = changed(components[i], value, change);
        types[i] = components[i].getType();
        same &= isSame(values[i], value);
      }
      return same ? record : record.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object changed(
      RecordComponent component,
      @Nullable Object value,
      BiFunction<RecordComponent, @Nullable Object, @Nullable Object> change) {
    Object other = change.apply(component, value);
    return switch (other) {
      case Record inner when isSame(other, value) -> changed(inner, change);
      case List<?> list when isSame(other, value) -> {
        List<@Nullable Object> changed = new ArrayList<>();
        list.forEach(element -> changed.add(changed(component, element, change)));
        yield changed.equals(list) ? list : changed;
      }
      case null, default -> other;
    };
  }

  @SuppressWarnings("ReferenceEquality") // what is as it should be is kept as it is
  private static boolean isSame(@Nullable Object one, @Nullable Object other) {
    return one == other;
  }
}

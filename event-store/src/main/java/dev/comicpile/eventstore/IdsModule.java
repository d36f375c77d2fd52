package dev.comicpile.eventstore;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads ids as strictly as numbers: from any whole number, also one that another program has
 * written as 5.0, and one that is missing is refused where it may not be null.
 */
final class IdsModule extends SimpleModule {

  private static final long serialVersionUID = 1L;

  IdsModule() {
    addDeserializer(ReaderId.class, new Reader<>(ReaderId::new, false));
    addDeserializer(ThreadId.class, new Reader<>(ThreadId::new, false));
    addDeserializer(SessionId.class, new Reader<>(SessionId::new, false));
  }

  private static final class Reader<I> extends ValueDeserializer<I> {
    private final LongFunction<I> id;
    private final boolean required;

    Reader(LongFunction<I> id, boolean required) {
      this.id = id;
      this.required = required;
    }

    @Override
    public ValueDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property) {
      return new Reader<>(id, property != null && isRequired(property));
    }

    /** What a record's component must not be is said by the annotation of its type. */
    private static boolean isRequired(BeanProperty property) {
      return property.getMember() instanceof AnnotatedParameter parameter
          && parameter.getDeclaringClass().isRecord()
          && !parameter
              .getDeclaringClass()
              .getRecordComponents()[parameter.getIndex()]
              .getAnnotatedType()
              .isAnnotationPresent(Nullable.class);
    }

    @Override
    public I deserialize(JsonParser json, DeserializationContext context) {
      return id.apply(json.getLongValue());
    }

    @Override
    public @Nullable Object getNullValue(DeserializationContext context) {
      return required ? context.reportInputMismatch(this, "an id is required") : null;
    }
  }
}

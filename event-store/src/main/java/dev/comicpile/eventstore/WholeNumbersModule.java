package dev.comicpile.eventstore;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads numbers and ids strictly: from any whole number, also one that another program has written
 * as 5.0, and from nothing else. One that is missing is refused where it may not be null.
 */
final class WholeNumbersModule extends SimpleModule {

  private static final long serialVersionUID = 1L;

  WholeNumbersModule() {
    addDeserializer(int.class, new Reader<>(Math::toIntExact, false));
    addDeserializer(Integer.class, new Reader<>(Math::toIntExact, false));
    addDeserializer(long.class, new Reader<>(number -> number, false));
    addDeserializer(Long.class, new Reader<>(number -> number, false));
    addDeserializer(ReaderId.class, new Reader<>(ReaderId::new, false));
    addDeserializer(ThreadId.class, new Reader<>(ThreadId::new, false));
    addDeserializer(SessionId.class, new Reader<>(SessionId::new, false));
  }

  private static final class Reader<N> extends ValueDeserializer<N> {
    private final LongFunction<N> type;
    private final boolean required;

    Reader(LongFunction<N> type, boolean required) {
      this.type = type;
      this.required = required;
    }

    @Override
    public ValueDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property) {
      return new Reader<>(type, property != null && isRequired(property));
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
    public N deserialize(JsonParser json, DeserializationContext context) {
      try {
        return type.apply(
            json.hasToken(JsonToken.VALUE_NUMBER_FLOAT)
                ? json.getDecimalValue().longValueExact()
                : json.getLongValue());
      } catch (ArithmeticException e) {
        return context.reportInputMismatch(this, "not a whole number, or too large");
      }
    }

    @Override
    public @Nullable Object getNullValue(DeserializationContext context) {
      return required ? context.reportInputMismatch(this, "a number is required") : null;
    }
  }
}

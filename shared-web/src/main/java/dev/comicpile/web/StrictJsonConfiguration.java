package dev.comicpile.web;

import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.LongFunction;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON is taken at its word: a string is no number, a number neither a string nor a time, half an
 * issue no issue.
 */
@Configuration(proxyBeanMethods = false)
class StrictJsonConfiguration {

  private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /**
   * Reads a time with a year of four digits, as every database knows it.
   *
   * @throws DateTimeException if it is none
   */
  static Instant time(String text) {
    Instant time = Instant.parse(text);
    if (time.isBefore(FIRST_TIME) || time.isAfter(LAST_TIME)) {
      throw new DateTimeException("a year of four digits is needed");
    }
    return time;
  }

  @Bean
  JsonMapperBuilderCustomizer strictJson() {
    SimpleModule module = new SimpleModule().addSerializer(new InstantWriting());
    module.addDeserializer(Instant.class, new InstantReading());
    module.addDeserializer(Integer.class, ints(Integer.class));
    module.addDeserializer(int.class, ints(int.class));
    module.addDeserializer(Long.class, longs(Long.class, number -> number));
    module.addDeserializer(long.class, longs(long.class, number -> number));
    module.addDeserializer(ThreadId.class, longs(ThreadId.class, ThreadId::new));
    module.addDeserializer(SessionId.class, longs(SessionId.class, SessionId::new));
    return builder ->
        builder
            .addModule(module)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .withCoercionConfig(
                LogicalType.Textual,
                textual -> {
                  textual.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                  textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                  textual.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                });
  }

  private static WholeNumber.InJson<Integer> ints(Class<Integer> type) {
    return new WholeNumber.InJson<>(
        type, Integer.MIN_VALUE, Integer.MAX_VALUE, number -> Math.toIntExact(number));
  }

  /** Ids are whole numbers, and refused as such. */
  private static <N> WholeNumber.InJson<N> longs(Class<N> type, LongFunction<N> number) {
    return new WholeNumber.InJson<>(type, Long.MIN_VALUE, Long.MAX_VALUE, number);
  }

  private static final class InstantWriting extends StdScalarSerializer<Instant> {

    InstantWriting() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant instant, JsonGenerator out, SerializationContext context) {
      out.writeString(Timestamps.format(instant));
    }
  }

  /** Seconds or milliseconds since 1970 are not guessed at. */
  private static final class InstantReading extends StdScalarDeserializer<Instant> {

    InstantReading() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        return (Instant) context.handleUnexpectedToken(Instant.class, parser);
      }
      String text = parser.getString();
      try {
        return time(text);
      } catch (DateTimeException e) {
        return (Instant) context.handleWeirdStringValue(Instant.class, text, "not a time");
      }
    }
  }
}

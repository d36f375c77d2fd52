package dev.comicpile.eventstore;

import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events as JSON with fields in snake_case, enums as their words, times as ISO 8601 and
 * decimal numbers exactly, under the names of {@link EventTypes}. A name it does not know reads as
 * {@link UnknownSerializedType}, so that one such event does not stop the stream of all readers;
 * the reader of that event must refuse it.
 */
final class EventSerializer extends Jackson3Serializer {

  EventSerializer() {
    super(builder().jsonMapperBuilderCustomizer(EventSerializer::contract));
  }

  private static void contract(JsonMapper.Builder mapper) {
    mapper
        .addModules(new TimestampsModule(), new WholeNumbersModule())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
        // A missing number must not read as 0, a field of a later program must not stop this one.
        .enable(
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  @Override
  @SuppressWarnings("rawtypes") // as Axon declares it
  public SerializedType typeForClass(@Nullable Class type) {
    if (type == null || type == Void.class || type == Void.TYPE) {
      return SimpleSerializedType.emptyType();
    }
    if (MetaData.class == type) {
      return super.typeForClass(type);
    }
    return EventTypes.typeOf(type)
        .orElseThrow(() -> new IllegalArgumentException(type.getName() + " is no stored event"));
  }

  @Override
  public Class<?> classForType(SerializedType type) {
    if (MetaData.class.getName().equals(type.getName())
        || SerializedType.emptyType().equals(type)) {
      return super.classForType(type);
    }
    return EventTypes.classOf(type).orElse(UnknownSerializedType.class);
  }
}

package dev.comicpile.eventstore;

import dev.comicpile.api.Timestamps;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Writes and reads times by {@link Timestamps}, and reads any other form as Jackson does. */
final class TimestampsModule extends SimpleModule {

  private static final long serialVersionUID = 1L;

  TimestampsModule() {
    addSerializer(Instant.class, new Writer());
    addDeserializer(Instant.class, new Reader());
  }

  private static final class Writer extends ValueSerializer<Instant> {
    @Override
    public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
      json.writeString(Timestamps.format(time));
    }
  }

  private static final class Reader extends ValueDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) {
      if (json.hasToken(JsonToken.VALUE_STRING)) {
        Instant time =
            Timestamps.parse(
                json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
        if (time != null) {
          return time;
        }
      }
      return InstantDeserializer.INSTANT.deserialize(json, context);
    }
  }
}

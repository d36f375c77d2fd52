package dev.comicpile.standalone.openapi;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.command.input.Step;
import dev.comicpile.command.input.Text;
import dev.comicpile.web.Secret;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Describes records as they are written: what is marked as nullable may be null, all else is always
 * there, and the limits are those that the program checks.
 */
final class RecordSchemas implements ModelConverter {

  private final Map<String, Class<?>> named = new HashMap<>();

  @Override
  @SuppressWarnings("rawtypes")
  public @Nullable Schema resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
    if (JsonNode.class.isAssignableFrom(raw)) {
      return new Schema<>().types(Set.of("object")).additionalProperties(true);
    }
    if (raw == ReaderId.class || raw == ThreadId.class || raw == SessionId.class) {
      return chain.next().resolve(new AnnotatedType(Long.class), context, chain);
    }
    if (raw == Secret.class) {
      return chain.next().resolve(new AnnotatedType(String.class), context, chain);
    }
    Schema schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    if (schema != null && raw.isRecord()) {
      String reference = schema.get$ref();
      String name =
          reference == null
              ? schema.getName()
              : reference.substring(reference.lastIndexOf('/') + 1);
      Class<?> other = named.putIfAbsent(name, raw);
      if (other != null && other != raw) {
        throw new IllegalStateException("Both " + other + " and " + raw + " are named " + name);
      }
      Schema<?> model = reference == null ? schema : context.getDefinedModels().get(name);
      if (model != null && model.getProperties() != null) {
        model.types(Set.of("object"));
        describe(model, raw.getRecordComponents());
      }
    }
    return schema;
  }

  private static void describe(Schema<?> model, RecordComponent[] components) {
    Set<String> required =
        new LinkedHashSet<>(model.getRequired() == null ? List.of() : model.getRequired());
    for (RecordComponent component : components) {
      String name = SnakeCaseStrategy.INSTANCE.translate(component.getName());
      Schema<?> property = model.getProperties().get(name);
      if (property == null) {
        continue;
      }
      limit(property, component.getAnnotatedType());
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(name);
      } else if (property.get$ref() != null) {
        Schema<?> reference = new Schema<>().$ref(property.get$ref());
        Schema<?> nothing = new Schema<>().types(Set.of("null"));
        model.getProperties().put(name, new Schema<>().anyOf(List.of(reference, nothing)));
      } else {
        Set<String> types = new LinkedHashSet<>(property.getTypes());
        types.add("null");
        property.setTypes(types);
        if (property.getEnum() != null) {
          allowNull(property);
        }
      }
    }
    model.setRequired(required.isEmpty() ? null : new ArrayList<>(required));
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static void allowNull(Schema property) {
    List<Object> values = new ArrayList<>(property.getEnum());
    values.add(null);
    property.setEnum(values);
  }

  private static void limit(Schema<?> property, AnnotatedElement component) {
    Text text = component.getAnnotation(Text.class);
    if (text != null) {
      property.setMaxLength(text.max());
      if (!text.mayBeBlank()) {
        property.setMinLength(1);
      }
    }
    Step step = component.getAnnotation(Step.class);
    if (step != null) {
      property.setMinimum(BigDecimal.valueOf(step.min()));
      property.setMaximum(BigDecimal.valueOf(step.max()));
      property.setMultipleOf(BigDecimal.valueOf(step.step()));
    }
  }
}

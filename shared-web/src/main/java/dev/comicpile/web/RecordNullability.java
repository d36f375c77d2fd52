package dev.comicpile.web;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes a record's components that are marked as nullable as such, and all others as always
 * there.
 */
final class RecordNullability implements ModelConverter {

  @Override
  @SuppressWarnings({"rawtypes", "unchecked"})
  public @Nullable Schema resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    Schema schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
    if (schema != null && raw.isRecord()) {
      Schema model =
          schema.get$ref() == null
              ? schema
              : context
                  .getDefinedModels()
                  .get(schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1));
      if (model != null && model.getProperties() != null) {
        describe(model, raw.getRecordComponents());
      }
    }
    return schema;
  }

  private static void describe(Schema<?> model, RecordComponent[] components) {
    Set<String> required =
        new LinkedHashSet<>(model.getRequired() == null ? List.of() : model.getRequired());
    for (RecordComponent component : components) {
      String name = InputProblems.snakeCase(component.getName());
      Schema<?> property = model.getProperties().get(name);
      if (property == null) {
        continue;
      }
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(name);
      } else if (property.get$ref() != null) {
        Schema<?> reference = new Schema<>().$ref(property.get$ref());
        Schema<?> nothing = new Schema<>().types(Set.of("null"));
        model.getProperties().put(name, new Schema<>().oneOf(List.of(reference, nothing)));
      } else {
        Set<String> types = new LinkedHashSet<>();
        if (property.getTypes() != null) {
          types.addAll(property.getTypes());
        } else if (property.getType() != null) {
          types.add(property.getType());
        }
        if (!types.isEmpty()) {
          types.add("null");
          property.setTypes(types);
        }
      }
    }
    model.setRequired(new ArrayList<>(required));
  }
}

package dev.comicpile.query.session;

import dev.comicpile.api.Die;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** A die is stored as its number of sides. */
@Converter
class DieSides implements AttributeConverter<@Nullable Die, @Nullable Integer> {

  @Override
  public @Nullable Integer convertToDatabaseColumn(@Nullable Die die) {
    return die == null ? null : (Integer) die.sides();
  }

  @Override
  public @Nullable Die convertToEntityAttribute(@Nullable Integer sides) {
    return sides == null ? null : Die.withSides(sides).orElseThrow();
  }
}

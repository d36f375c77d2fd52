package dev.comicpile.web;

import dev.comicpile.api.ReaderId;
import org.jspecify.annotations.Nullable;

/**
 * The version that a client expects a pile to be at, as {@code If-Match} says it.
 *
 * @param version the version; {@link WriteConditions#OTHER_PILE} for one of another store
 * @param reader the number of the reader whose pile it is of, as an entity tag names it; null where
 *     a version alone was given, which is of whichever pile is written
 */
public record ExpectedVersion(long version, @Nullable String reader) {

  /** What is expected of this pile: {@link WriteConditions#OTHER_PILE} where another is meant. */
  long of(ReaderId pileId) {
    return reader == null || reader.equals(pileId.toString())
        ? version
        : WriteConditions.OTHER_PILE;
  }
}

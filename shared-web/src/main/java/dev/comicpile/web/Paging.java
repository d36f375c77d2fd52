package dev.comicpile.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * The part of a list a client asks for. Controllers take it as {@code @Valid Paging paging}.
 *
 * @param limit at most so many, 1 to 100; null for the list's own default
 * @param offset how many to leave out first, 0 or more; null for none
 */
public record Paging(
    @Nullable @Min(1) @Max(Paging.HIGHEST_LIMIT) Integer limit, @Nullable @Min(0) Integer offset) {

  private static final int HIGHEST_LIMIT = 100;

  /** The limit, or what it is where the client named none. */
  public int limitOr(int otherwise) {
    return limit == null ? otherwise : limit;
  }

  /** How many to leave out first. */
  public int skipped() {
    return offset == null ? 0 : offset;
  }

  /** Whether there is nothing wrong with it. */
  public boolean isInRange() {
    return (limit == null || (limit >= 1 && limit <= HIGHEST_LIMIT))
        && (offset == null || offset >= 0);
  }
}

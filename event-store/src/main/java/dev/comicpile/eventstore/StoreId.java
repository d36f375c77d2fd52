package dev.comicpile.eventstore;

import java.util.UUID;

/** Which event store this is: a version or a cookie of another one means nothing here. */
public record StoreId(UUID value) {

  @Override
  public String toString() {
    return value.toString();
  }
}

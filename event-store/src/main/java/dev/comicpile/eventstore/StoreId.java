package dev.comicpile.eventstore;

import dev.comicpile.api.StoreIdentity;
import java.util.UUID;

/** Which event store this is: a version or a cookie of another one means nothing here. */
public record StoreId(UUID value) implements StoreIdentity {

  @Override
  public String storeId() {
    return value.toString();
  }
}

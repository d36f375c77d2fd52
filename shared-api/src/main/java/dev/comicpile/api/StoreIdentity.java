package dev.comicpile.api;

/** Names the event store, so that a version of one store is never taken for one of another. */
@FunctionalInterface
public interface StoreIdentity {

  /** The store's id: a UUID in its usual form, the same for as long as the store exists. */
  String storeId();
}

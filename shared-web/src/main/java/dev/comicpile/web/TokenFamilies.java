package dev.comicpile.web;

import dev.comicpile.api.ReaderId;

/** Where the families of tokens are looked up. */
@FunctionalInterface
public interface TokenFamilies {

  /**
   * Whether there is such a family, not revoked, of that reader. One that is not known counts as
   * revoked: its reader's account is gone, or was never in this store.
   */
  boolean isGood(String familyId, ReaderId readerId);
}

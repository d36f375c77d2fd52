package dev.comicpile.web;

/** Knows which families of tokens no longer count. Asked on every request, so it answers fast. */
@FunctionalInterface
public interface RevokedFamilies {

  /** Whether the tokens of that family were revoked; at most a second behind. */
  boolean isRevoked(String familyId);
}

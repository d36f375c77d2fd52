package dev.comicpile.web;

import java.util.Locale;

/** Who may register: everybody, nobody, or whoever has an invitation. */
public enum RegistrationMode {
  OPEN,
  CLOSED,
  INVITATION;

  /** As settings and JSON have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

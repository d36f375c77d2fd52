package dev.comicpile.query.view;

import java.util.Arrays;
import java.util.Optional;

/**
 * The views that piles are read from.
 *
 * @see View
 */
public enum ViewName {
  QUEUE(1),
  HISTORY(2),
  ANALYTICS(1);

  private final int revision;

  ViewName(int revision) {
    this.revision = revision;
  }

  /** The view of that name, if there is one. */
  static Optional<ViewName> of(String name) {
    return Arrays.stream(values()).filter(view -> view.toString().equals(name)).findFirst();
  }

  /** The names of all. */
  static String[] all() {
    return names(values());
  }

  /** The names of some. */
  static String[] names(ViewName... views) {
    return Arrays.stream(views).map(ViewName::toString).toArray(String[]::new);
  }

  /** Raised whenever the view answers the same version differently, so that no ETag outlives it. */
  public int revision() {
    return revision;
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}

package dev.comicpile.query.thread;

import java.util.Collection;
import java.util.List;
import java.util.stream.Gatherers;

/** Splits ids so that a statement never has more parameters than PostgreSQL takes. */
final class InParts {

  private static final int SIZE = 5_000;

  private InParts() {}

  static List<List<Long>> of(Collection<Long> ids) {
    return ids.stream().gather(Gatherers.windowFixed(SIZE)).toList();
  }
}

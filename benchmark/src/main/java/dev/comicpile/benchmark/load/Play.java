package dev.comicpile.benchmark.load;

import java.util.function.ObjIntConsumer;

/**
 * What a reader does, again and again: a row of the report.
 *
 * @param row its name in the report
 * @param writes whether the views have something to follow
 * @param rate how often a second it is done at a constant rate, by all readers together
 * @param requests how many requests doing it once makes
 * @param once does it for the n-th time, counted from 0
 */
public record Play(
    String row, boolean writes, int rate, int requests, ObjIntConsumer<Reader> once) {

  private static final int READS_PER_SECOND = 300;

  /** A read of one path. */
  public static Play read(String row, String path) {
    return new Play(row, false, READS_PER_SECOND, 1, (reader, n) -> reader.get(path));
  }
}

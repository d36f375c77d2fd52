package dev.comicpile.web;

import java.io.IOException;
import java.io.Writer;

/**
 * A text of any length as the body of an answer, in UTF-8: it is written while the client reads it
 * and never held as a whole. What fails before the first few kilobytes are out is answered as a
 * problem; after that the connection is broken off, so that nobody takes a part for all of it.
 */
@FunctionalInterface
public interface StreamedBody {

  /**
   * Writes the text.
   *
   * @throws IOException where the client has gone away
   */
  void writeTo(Writer out) throws IOException;
}

package dev.comicpile.web;

import dev.comicpile.api.ReaderId;

/**
 * The request to write, as its headers say it. Controllers take it as a parameter.
 *
 * @param reader who asks for it
 * @param secure whether it came by TLS, here or at a trusted proxy
 * @param prefix the path under which a trusted proxy shows this server, else empty
 * @param conditions on which it is to be done
 */
public record WriteRequest(
    Reader reader, boolean secure, String prefix, WriteConditions conditions) {

  /** Whose pile is meant, unless the path says another reader's. */
  public ReaderId readerId() {
    return reader.id();
  }
}

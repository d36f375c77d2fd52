package dev.comicpile.web;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.WriteConditions.Key;

/**
 * The request to write, as its headers say it. Controllers take it as a parameter.
 *
 * @param reader who asks for it
 * @param pileId whose pile the conditions speak of: the user's whom the path names, else their own
 * @param secure whether it came by TLS, here or at a trusted proxy
 * @param prefix the path under which a trusted proxy shows this server, else empty
 * @param conditions on which it is to be done
 */
public record WriteRequest(
    Reader reader, ReaderId pileId, boolean secure, String prefix, WriteConditions conditions) {

  /** The same, where the body was read after the headers, and is told apart by this. */
  public WriteRequest with(String body) {
    Key key = conditions.key();
    return key == null ? this : fingerprinted(key.fingerprint() + body);
  }

  /**
   * The same, where nothing may be stored of what the body says: it is told apart by this alone.
   */
  public WriteRequest fingerprinted(String fingerprint) {
    Key key = conditions.key();
    return key == null
        ? this
        : new WriteRequest(
            reader,
            pileId,
            secure,
            prefix,
            new WriteConditions(
                new Key(key.actorId(), key.value(), fingerprint), conditions.expectedVersion()));
  }

  /** Who asks for it. */
  public ReaderId readerId() {
    return reader.id();
  }
}

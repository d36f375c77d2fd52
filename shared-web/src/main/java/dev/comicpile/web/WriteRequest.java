package dev.comicpile.web;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.WriteConditions.Key;
import org.jspecify.annotations.Nullable;

/**
 * The request to write, as its headers say it. Controllers take it as a parameter.
 *
 * @param reader who asks for it
 * @param pileId the pile of the user whom the path names, else their own
 * @param secure whether it came by TLS, here or at a trusted proxy
 * @param prefix the path under which a trusted proxy shows this server, else empty
 * @param key done once only under this key; null where the client named none
 * @param expected done only where the pile is at this version; null for any version
 */
public record WriteRequest(
    Reader reader,
    ReaderId pileId,
    boolean secure,
    String prefix,
    @Nullable Key key,
    @Nullable ExpectedVersion expected) {

  /** The same, where the body was read after the headers, and is told apart by this. */
  public WriteRequest with(String body) {
    return key == null ? this : fingerprinted(key.fingerprint() + body);
  }

  /**
   * The same, where nothing may be stored of what the body says: it is told apart by this alone.
   */
  public WriteRequest fingerprinted(String fingerprint) {
    return key == null
        ? this
        : new WriteRequest(
            reader,
            pileId,
            secure,
            prefix,
            new Key(key.actorId(), key.value(), fingerprint),
            expected);
  }

  /** Who asks for it. */
  public ReaderId readerId() {
    return reader.id();
  }

  /** On which conditions a command is to be done that goes to this pile. */
  public WriteConditions conditions(ReaderId commandedPile) {
    return new WriteConditions(key, expected == null ? null : expected.of(commandedPile));
  }

  /** On which conditions it is to be done where it is no command to a pile. */
  public WriteConditions conditions() {
    return conditions(pileId);
  }
}

package dev.comicpile.query.view;

import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.eventstore.FactsJson;
import org.jspecify.annotations.Nullable;

/**
 * How far a view has come with a reader.
 *
 * @param version the highest version applied, 0 for none
 * @param session the session that had not been ended then, by idleness or not
 * @param parkedAt the first version that cannot be applied; null where all can
 */
public record Cursor(long version, @Nullable SessionFacts session, @Nullable Long parkedAt) {

  /** Of a reader the view has not heard of. */
  static final Cursor START = new Cursor(0, null, null);

  /** The session as JSON, null where there is none. */
  @Nullable String json() {
    return session == null ? null : FactsJson.write(session);
  }
}

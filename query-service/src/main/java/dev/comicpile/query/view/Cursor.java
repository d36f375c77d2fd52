package dev.comicpile.query.view;

import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.eventstore.FactsJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a view has come with a reader, or views that stand alike.
 *
 * @param version the highest version applied, 0 for none
 * @param session the session that had not been ended then, by idleness or not
 * @param parkedAt the first version that cannot be applied; null where all can
 * @param written the transactions that have written this: where another one has written since, a
 *     rebuilding for one, it counts no more
 */
public record Cursor(
    long version, @Nullable SessionFacts session, @Nullable Long parkedAt, List<String> written) {

  /** Of a reader the view has not heard of. */
  static final Cursor START = at(0, null);

  /** Copies the transactions. */
  public Cursor {
    written = List.copyOf(written);
  }

  /** One that is still to be written. */
  static Cursor at(long version, @Nullable SessionFacts session) {
    return new Cursor(version, session, null, List.of());
  }

  /** The same once it is written. */
  Cursor writtenBy(String transaction) {
    return new Cursor(version, session, null, List.of(transaction));
  }

  /** The session as JSON, null where there is none. */
  @Nullable String json() {
    return session == null ? null : FactsJson.write(session);
  }
}

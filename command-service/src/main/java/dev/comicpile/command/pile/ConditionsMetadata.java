package dev.comicpile.command.pile;

import dev.comicpile.web.WriteConditions;
import dev.comicpile.web.WriteConditions.Key;
import org.axonframework.messaging.MetaData;

/** Carries the conditions of a write in its command's metadata, as plain texts and numbers. */
final class ConditionsMetadata {

  private static final String KEY = "idempotency_key";
  private static final String ACTOR = "actor_id";
  private static final String FINGERPRINT = "fingerprint";
  private static final String EXPECTED_VERSION = "expected_version";
  private static final String TRIED_BEFORE = "tried_before";

  private ConditionsMetadata() {}

  static MetaData write(WriteConditions conditions) {
    MetaData metadata = MetaData.emptyInstance();
    Key key = conditions.key();
    if (key != null) {
      metadata =
          metadata
              .and(KEY, key.value())
              .and(ACTOR, key.actorId())
              .and(FINGERPRINT, key.fingerprint());
    }
    Long expected = conditions.expectedVersion();
    return expected == null ? metadata : metadata.and(EXPECTED_VERSION, expected);
  }

  /** The metadata of a command that is tried again. */
  static MetaData triedBefore(MetaData metadata) {
    return metadata.and(TRIED_BEFORE, true);
  }

  static boolean isTriedBefore(MetaData metadata) {
    return metadata.containsKey(TRIED_BEFORE);
  }

  static WriteConditions read(MetaData metadata) {
    Key key =
        metadata.get(KEY) instanceof String value
                && metadata.get(ACTOR) instanceof Number actor
                && metadata.get(FINGERPRINT) instanceof String fingerprint
            ? new Key(actor.longValue(), value, fingerprint)
            : null;
    return new WriteConditions(
        key,
        metadata.get(EXPECTED_VERSION) instanceof Number expected
            ? (Long) expected.longValue()
            : null);
  }
}

package dev.comicpile.eventstore;

import java.util.Objects;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;

/** The store holds an event that this program has no class for: a newer one has written it. */
public final class UnknownEvent extends SerializationException {

  private static final long serialVersionUID = 1L;

  public UnknownEvent(SerializedType type) {
    this(type.getName(), Objects.toString(type.getRevision(), "none"));
  }

  private UnknownEvent(String name, String revision) {
    super(
        "The event store holds an event '"
            + name
            + "' of revision "
            + revision
            + ", which this version of the program does not know.");
  }
}

package dev.comicpile.eventstore;

import java.util.function.Consumer;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Brings an event from one revision to the next by a change of its fields. */
final class NextRevision extends SingleEventUpcaster {

  private final SerializedType from;
  private final SerializedType to;
  private final Consumer<ObjectNode> change;

  /**
   * A step from one revision to the next.
   *
   * @param event the stored name of the event
   * @param from the revision before, {@code 1} or more; the one after is the next number
   * @param change what it does to a copy of the fields
   */
  NextRevision(String event, int from, Consumer<ObjectNode> change) {
    this.from = new SimpleSerializedType(event, Integer.toString(from));
    this.to = new SimpleSerializedType(event, Integer.toString(from + 1));
    this.change = change;
  }

  /** There is a field more, and it always was that value before. */
  static NextRevision withField(String event, int from, String name, JsonNode value) {
    return new NextRevision(event, from, fields -> fields.set(name, value));
  }

  /** One of the fields has another name. */
  static NextRevision withRenamedField(String event, int from, String oldName, String newName) {
    return new NextRevision(
        event,
        from,
        fields -> {
          JsonNode value = fields.remove(oldName);
          if (value != null) {
            fields.set(newName, value);
          }
        });
  }

  @Override
  protected boolean canUpcast(IntermediateEventRepresentation event) {
    return event.getType().equals(from);
  }

  @Override
  protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
    return event.upcastPayload(
        to,
        JsonNode.class,
        payload -> {
          ObjectNode fields = (ObjectNode) payload.deepCopy();
          change.accept(fields);
          return fields;
        });
  }
}

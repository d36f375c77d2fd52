package dev.comicpile.eventstore;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** There is a field more from the next revision on, and it always was that value before. */
final class AddedField extends NextRevision {

  private final String name;
  private final JsonNode value;

  AddedField(String event, int from, String name, JsonNode value) {
    super(event, from);
    this.name = name;
    this.value = value;
  }

  @Override
  void change(ObjectNode fields) {
    fields.set(name, value);
  }
}

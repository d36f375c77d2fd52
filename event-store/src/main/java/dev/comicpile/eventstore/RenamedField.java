package dev.comicpile.eventstore;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One of the fields has another name from the next revision on. */
final class RenamedField extends NextRevision {

  private final String oldName;
  private final String newName;

  RenamedField(String event, int from, String oldName, String newName) {
    super(event, from);
    this.oldName = oldName;
    this.newName = newName;
  }

  @Override
  void change(ObjectNode fields) {
    JsonNode value = fields.remove(oldName);
    if (value != null) {
      fields.set(newName, value);
    }
  }
}

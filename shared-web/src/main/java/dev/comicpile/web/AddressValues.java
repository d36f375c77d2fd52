package dev.comicpile.web;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import java.beans.PropertyEditorSupport;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.springframework.beans.PropertyEditorRegistrar;
import org.springframework.beans.PropertyEditorRegistry;

/**
 * Reads whole numbers and ids in addresses and headers as {@link WholeNumber} does. An editor,
 * because where a converter refuses, Spring falls back to its own editors, which take {@code 2 16}
 * and {@code 0x10}.
 */
final class AddressValues implements PropertyEditorRegistrar {

  @Override
  public void registerCustomEditors(PropertyEditorRegistry registry) {
    registry.registerCustomEditor(long.class, new Editor(WholeNumber::longInAddress));
    registry.registerCustomEditor(Long.class, new Editor(WholeNumber::longInAddress));
    registry.registerCustomEditor(int.class, new Editor(WholeNumber::intInAddress));
    registry.registerCustomEditor(Integer.class, new Editor(WholeNumber::intInAddress));
    registry.registerCustomEditor(ReaderId.class, id(ReaderId::new));
    registry.registerCustomEditor(ThreadId.class, id(ThreadId::new));
    registry.registerCustomEditor(SessionId.class, id(SessionId::new));
  }

  private static Editor id(LongFunction<Object> type) {
    return new Editor(text -> type.apply(WholeNumber.longInAddress(text)));
  }

  private static final class Editor extends PropertyEditorSupport {

    private final Function<String, Object> reader;

    Editor(Function<String, Object> reader) {
      this.reader = reader;
    }

    @Override
    public void setAsText(String text) {
      setValue(reader.apply(text));
    }
  }
}

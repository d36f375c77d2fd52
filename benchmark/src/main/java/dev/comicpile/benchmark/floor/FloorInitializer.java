package dev.comicpile.benchmark.floor;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** Adds the floor's endpoint to the program, which knows nothing of it. */
public final class FloorInitializer
    implements ApplicationContextInitializer<GenericApplicationContext> {

  @Override
  public void initialize(GenericApplicationContext application) {
    application.registerBean(FloorController.class);
  }
}

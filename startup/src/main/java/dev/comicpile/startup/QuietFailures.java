package dev.comicpile.startup;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Keeps Spring Boot from logging a failed start: {@link Launch} says it in one sentence. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class QuietFailures implements SpringBootExceptionReporter {

  @SuppressWarnings("UnusedVariable") // the constructor that Spring Boot calls
  QuietFailures(ConfigurableApplicationContext context) {}

  @Override
  public boolean reportException(Throwable failure) {
    return true;
  }
}

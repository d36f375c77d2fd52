package dev.comicpile.standalone;

import dev.comicpile.command.demo.DemoReader;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the one-process program has beyond the two services. */
@Configuration(proxyBeanMethods = false)
class StandaloneConfiguration {

  /** Runs before the program says that it is ready. */
  @Bean
  @ConditionalOnBooleanProperty("comicpile.demo")
  ApplicationRunner demo(DemoReader reader) {
    return arguments -> reader.ensure();
  }
}

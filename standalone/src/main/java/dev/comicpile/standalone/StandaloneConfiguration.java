package dev.comicpile.standalone;

import dev.comicpile.command.account.Accounts;
import dev.comicpile.command.demo.DemoReader;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the one-process program has beyond the two services. */
@Configuration(proxyBeanMethods = false)
class StandaloneConfiguration {

  /**
   * At the first start the program says how to log in as an admin, now or never: only a hash of the
   * password is kept. An admin from the settings is there before this runs.
   */
  @Bean
  ApplicationRunner generatedAdmin(Accounts accounts) {
    return arguments ->
        accounts
            .generateFirstAdmin()
            .ifPresent(
                admin ->
                    System.out.printf(
                        "The admin is %s with the password %s, which is not shown again.%n",
                        admin.username(), admin.password()));
  }

  /** Runs before the program says that it is ready. */
  @Bean
  @ConditionalOnBooleanProperty("comicpile.demo")
  ApplicationRunner demo(DemoReader reader) {
    return arguments -> reader.ensure();
  }
}

package dev.comicpile.command.account;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import dev.comicpile.eventstore.Schemas;
import dev.comicpile.web.PileSettings;
import javax.sql.DataSource;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** What accounts and tokens need. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OidcSettings.class)
class AccountConfiguration {

  @Bean
  FlywayMigrationInitializer accountsMigration(DataSource dataSource) {
    return Schemas.migration(dataSource, "accounts", "accounts");
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return new BCryptPasswordEncoder();
  }

  @Bean
  JwtEncoder jwtEncoder(SigningKeys keys) {
    NimbusJwtEncoder encoder = new NimbusJwtEncoder(new ImmutableJWKSet<>(keys.all()));
    encoder.setJwkSelector(possible -> possible.getFirst());
    return encoder;
  }

  /** No request is answered before deleted accounts are deleted. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  ApplicationRunner deletedAccounts(Departure departure) {
    return arguments -> departure.honour();
  }

  /** The first admin, who is there before the first request is answered. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  ApplicationRunner firstAdmin(PileSettings settings, Accounts accounts) {
    return arguments -> {
      String username = settings.adminUsername();
      String password = settings.adminPassword();
      if (username != null && password != null) {
        accounts.ensureAdmin(username, password);
      }
    };
  }
}

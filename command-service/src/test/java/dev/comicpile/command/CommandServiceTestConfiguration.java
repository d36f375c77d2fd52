package dev.comicpile.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.comicpile.testing.TestDatabase;
import dev.comicpile.web.Reader;
import dev.comicpile.web.TokenFamilies;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** A command-service that takes a reader's id, or {@code <id>-admin}, for an access token. */
@TestConfiguration(proxyBeanMethods = false)
class CommandServiceTestConfiguration {

  @Bean
  static DynamicPropertyRegistrar database() {
    return properties -> {
      properties.add("spring.datasource.url", TestDatabase::url);
      properties.add("spring.datasource.username", () -> "postgres");
      properties.add("spring.datasource.password", () -> "postgres");
    };
  }

  @Bean
  @Primary
  JwtDecoder readerIdsAsTokens() {
    return token ->
        Jwt.withTokenValue(token)
            .header("alg", "none")
            .subject(token.replace(Readers.ADMIN, ""))
            .issuedAt(Instant.now())
            .expiresAt(Instant.now().plusSeconds(60))
            .claim(Reader.USERNAME, "reader" + token)
            .claim(Reader.FAMILY, UUID.nameUUIDFromBytes(token.getBytes(UTF_8)).toString())
            .claim(Reader.ROLES, token.endsWith(Readers.ADMIN) ? List.of(Reader.ADMIN) : List.of())
            .build();
  }

  /** Readers of these tests have no accounts. */
  @Bean
  TokenFamilies everyFamilyIsGood() {
    return (familyId, readerId) -> true;
  }

  @Bean
  MovableClock clock() {
    return new MovableClock();
  }

  @Bean
  Readers readers(Environment environment) {
    return new Readers(environment);
  }
}

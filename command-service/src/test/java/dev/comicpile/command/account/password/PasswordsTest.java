package dev.comicpile.command.account.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.web.Secret;
import jakarta.validation.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** What is sent as a password may be as long as a request. */
class PasswordsTest {

  private record Body(@Password Secret password) {}

  @Test
  @Timeout(30) // it would be minutes
  void whatIsTooLongForAPasswordIsNotNormalized() {
    String marks = "a" + "\u0301\u0323".repeat(250_000);
    assertThat(
            Validation.buildDefaultValidatorFactory()
                .getValidator()
                .validate(new Body(new Secret(marks))))
        .extracting(found -> found.getMessage())
        .containsExactly(
            "must have at most 72 letters, or fewer where they are not of the Latin alphabet");
    BCryptPasswordEncoder encoder = new BCryptPasswordEncoder(4);
    assertThat(new Passwords(encoder, new PasswordHashing(encoder)).match(marks, null, false))
        .isEqualTo(Passwords.Match.WRONG);
  }
}

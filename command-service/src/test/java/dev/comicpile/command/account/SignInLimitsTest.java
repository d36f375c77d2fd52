package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.web.PileSettings;
import dev.comicpile.web.TooManyRequestsException;
import io.github.bucket4j.TimeMeter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What guesses are counted by. */
class SignInLimitsTest {

  private final SignInLimits limits =
      new SignInLimits(
          new Binder(new MapConfigurationPropertySource(Map.of("comicpile.rate-limit-logins", "2")))
              .bindOrCreate("comicpile", PileSettings.class),
          TimeMeter.SYSTEM_MILLISECONDS);

  @Test
  void eachNameIsCountedByItself() {
    limits.count("one");
    limits.count("One");
    assertThatCode(() -> limits.count("other")).doesNotThrowAnyException();
    assertThatThrownBy(() -> limits.count("ONE")).isInstanceOf(TooManyRequestsException.class);
  }

  @Test
  void ofANameThatIsTooLongForAnybodyNotAllIsKept() {
    String name = "x".repeat(1_000);
    limits.count(name + "1");
    limits.count(name + "2");
    assertThatThrownBy(() -> limits.count(name + "3")).isInstanceOf(TooManyRequestsException.class);
  }
}

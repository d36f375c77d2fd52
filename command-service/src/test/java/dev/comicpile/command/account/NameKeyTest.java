package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent as a name or a code may be as long as a request. */
class NameKeyTest {

  /** Two bytes each, whose upper case takes six. */
  private static final String GROWING = "\u0390".repeat(500_000);

  @Test
  void ofANameThatIsTooLongForAnybodyNotAllIsLookedAt() {
    String longest = "x".repeat(300);
    assertThat(NameKey.of(longest + "a")).isEqualTo(NameKey.of(longest + "b"));
    assertThat(NameKey.of("x".repeat(254) + "a")).isNotEqualTo(NameKey.of("x".repeat(254) + "b"));
  }

  @Test
  void soManySpacesAroundANameMakeItNoOtherOne() {
    assertThat(NameKey.of(" ".repeat(400) + "Bob\u00a0")).isEqualTo(NameKey.of("bob"));
  }

  @Test
  @Timeout(30) // it would be minutes
  void noNameAndNoCodeKeepsTheProgramBusy() {
    assertThat(NameKey.of(GROWING)).hasSizeLessThan(1_000);
    assertThat(OneTimeCode.hash("\u0130".repeat(500_000))).hasSize(32);
  }

  @Test
  void aCodeIsTheSameInEitherCase() {
    assertThat(OneTimeCode.hash("K7MQ X2PD 93HT WBNE"))
        .isEqualTo(OneTimeCode.hash("k7mq-x2pd-93ht-wbne"));
  }
}

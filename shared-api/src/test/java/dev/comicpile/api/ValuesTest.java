package dev.comicpile.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.comicpile.api.command.DiceCommand.MarkRead;
import dev.comicpile.api.command.QueueCommand.MoveThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a value is, it says: none can be made that a pile must not hold. */
class ValuesTest {

  private static final ReaderId READER = new ReaderId(7);

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1.0, 4.5, 5.0})
  void aRatingIsAHalfOrAWholeStar(double stars) {
    assertThat(new Rating(stars).stars()).isEqualTo(stars);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.49, 4.4, 5.5, -1.0, Double.NaN, Double.POSITIVE_INFINITY})
  void noRatingIsOutsideTheRangeOrOffTheStep(double stars) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Rating(stars));
  }

  @ParameterizedTest
  @CsvSource({"4.4, 4.5", "4.2, 4.0", "6.0, 5.0", "-3, 0.5"})
  void everyNumberHasANearestRating(double number, double stars) {
    assertThat(Rating.nearestTo(number)).isEqualTo(new Rating(stars));
  }

  @Test
  void issuesAreNoneOrMore() {
    assertThat(new Issues(0).count()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> new Issues(-1));
  }

  @Test
  void aReaderIsNamedByANumberThatIsAlsoTheTextOfTheirStream() {
    assertThat(ReaderId.of("7")).isEqualTo(READER).hasToString("7");
    assertThatIllegalArgumentException().isThrownBy(() -> ReaderId.of("seven"));
  }

  @Test
  void toReadNoIssueIsToReadNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MarkRead(READER, new Issues(0), null));
  }

  @Test
  void positionsAreCountedFromOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MoveThread(READER, new ThreadId(1), 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", " Saga", "Saga ", "Sa\nga", "Sa\u0000ga"})
  void aTitleAndAFormatAreOneLineWithNothingAroundIt(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Title(text));
    assertThatIllegalArgumentException().isThrownBy(() -> new Format(text));
  }

  @Test
  void textsHaveTheirLimits() {
    assertThatNoException()
        .isThrownBy(
            () -> {
              new Title("x".repeat(200));
              new Format("x".repeat(50));
              new Notes("x\n".repeat(5_000));
              new ReviewUrl("https://a.org/" + "x".repeat(1_986));
            });
    assertThatIllegalArgumentException().isThrownBy(() -> new Title("x".repeat(201)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Format("x".repeat(51)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Notes("x".repeat(10_001)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReviewUrl("https://a.org/" + "x".repeat(1_987)));
  }

  @Test
  void aCharacterOfTwoUnitsCountsOnce() {
    assertThat(new Format("😀".repeat(50)).text()).hasSize(100);
  }

  @Test
  void emptyNotesAndAnEmptyAddressAreNone() {
    assertThat(new Notes("").orNull()).isNull();
    assertThat(new ReviewUrl("").orNull()).isNull();
    assertThat(new Notes("mine").orNull()).isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "example.org", "ftp://example.org/", "https://"})
  void aReviewIsSomewhereInTheWeb(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ReviewUrl(text));
  }
}

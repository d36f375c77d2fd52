package dev.comicpile.command.input;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Texts and numbers of bodies are cleaned, and what cannot be taken is said. */
class FieldsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Validator VALIDATOR =
      Validation.buildDefaultValidatorFactory().getValidator();

  record Fields(
      @Text(max = 5) @Nullable String title,
      @Text(max = 9, as = Text.As.LINES, mayBeBlank = true) @Nullable String notes,
      @Text(max = 99, as = Text.As.ADDRESS, mayBeBlank = true) @Nullable String url,
      @Step(min = 0.5, max = 5.0, step = 0.5) @Nullable Double rating) {}

  private static Fields read(String json) {
    return JSON.readValue(json, Fields.class);
  }

  private static List<String> problems(String json) {
    return VALIDATOR.validate(read(json)).stream()
        .map(found -> found.getPropertyPath() + " " + found.getMessage())
        .toList();
  }

  @Test
  void aLineIsTrimmedAndHoldsNoControls() {
    assertThat(read("{\"title\":\"\\u00a0 漫\\n画 \"}").title()).isEqualTo("漫 画");
    assertThat(read("{\"url\":\" a\\tb \"}").url()).isEqualTo("a\tb");
  }

  @Test
  void linesKeepTheirEnds() {
    assertThat(read("{\"notes\":\" a\\n\\u0007b \"}").notes()).isEqualTo(" a\n b ");
  }

  @Test
  void charactersAreCountedAsReadersCountThem() {
    assertThat(problems("{\"title\":\"😀😀😀😀😀\"}")).isEmpty();
    assertThat(problems("{\"title\":\"abcdef\"}"))
        .containsExactly("title must have at most 5 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"title\":\"  \"}|title must not be blank",
        "{\"title\":\"\\u200b\\u00a0\"}|title must not be blank",
        "{\"title\":\"\\ud800\"}|title must not contain half of a surrogate pair",
        "{\"url\":\"javascript:alert(1)\"}|url must be an absolute http or https address",
        "{\"url\":\"//example.com\"}|url must be an absolute http or https address",
        "{\"rating\":\"NaN\"}|rating must be 0.5 to 5.0 in steps of 0.5",
        "{\"rating\":0}|rating must be 0.5 to 5.0 in steps of 0.5",
        "{\"rating\":5.5}|rating must be 0.5 to 5.0 in steps of 0.5",
        "{\"rating\":4.25}|rating must be 0.5 to 5.0 in steps of 0.5",
      })
  void whatCannotBeTakenIsSaid(String json, String problem) {
    assertThat(problems(json)).containsExactly(problem);
  }

  @Test
  void whatIsAbsentOrEmptyIsNothingWrong() {
    assertThat(problems("{}")).isEmpty();
    assertThat(problems("{\"notes\":\"\",\"url\":\"\",\"rating\":4.5}")).isEmpty();
  }
}

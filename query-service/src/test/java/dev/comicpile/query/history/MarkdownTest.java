package dev.comicpile.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {

  @ParameterizedTest
  @CsvSource({
    "https://example.org/a, https\\://example\\.org/a",
    "www.example.org, www\\.example\\.org",
    "ada@example.org, ada\\@example\\.org",
    "Saga (4.5/5.0), Saga (4.5/5.0)",
    "Batman: Year One, Batman: Year One",
    "St. Swithin's, St. Swithin's",
  })
  void noAddressIsALink(String text, String markdown) {
    assertThat(Markdown.text(text)).isEqualTo(markdown);
  }

  @Test
  void noTerminalObeysAText() {
    assertThat(Markdown.text("Sa\u001b[31mga\u202e")).isEqualTo("Sa \\[31mga ");
  }
}

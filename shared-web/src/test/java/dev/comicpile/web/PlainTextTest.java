package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PlainTextTest {

  @Test
  void aTitleOfAFileIsKeptAsOneOfAClientIs() {
    assertThat(PlainText.line(" Saga\r\nVol.\u0007 1 ")).isEqualTo("Saga Vol.  1");
    assertThat(PlainText.line("Saga \u202Eagas")).isEqualTo("Saga  agas");
    assertThat(PlainText.line("e\u0301")).isEqualTo("\u00E9");
  }

  @Test
  void notesKeepTheirLines() {
    assertThat(PlainText.lines("one\r\ntwo\tthree\u0000 ")).isEqualTo("one\r\ntwo\tthree  ");
  }

  @Test
  void halfASurrogatePairIsReplaced() {
    assertThat(PlainText.line("Sa\uD800ga")).isEqualTo("Sa\uFFFDga");
    assertThat(PlainText.isBroken("Sa\uD800ga")).isTrue();
  }

  @Test
  void aNameHoldsNothingThatNobodySees() {
    assertThat(PlainText.name(" a\u200Bda\u3164\u202E ")).isEqualTo("ada");
  }

  @Test
  @Timeout(30) // it would be minutes
  void aLetterHasNoMoreMarksThanCanBeRead() {
    String marks = "\u0301\u0323";
    assertThat(PlainText.lines("a" + marks.repeat(250_000) + "b" + marks))
        .isEqualTo(PlainText.nfc("a" + marks.repeat(15) + "b" + marks))
        .hasSizeLessThan(40);
  }
}

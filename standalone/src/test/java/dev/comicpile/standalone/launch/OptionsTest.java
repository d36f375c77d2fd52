package dev.comicpile.standalone.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said by an argument counts, whatever a variable says. */
class OptionsTest {

  private static final Map<String, String> VARIABLES =
      Map.of(
          "PILE_PORT", "1", "PILE_DATA_DIR", "/variable", "PILE_HEAP", "256m", "PILE_DEMO", "on");

  @Test
  void variablesCountWhereNoArgumentDoes() {
    assertThat(Options.parse(List.of(), VARIABLES))
        .isEqualTo(new Options(1, Path.of("/variable").toAbsolutePath(), new HeapSize(256), true));
  }

  @Test
  void argumentsWin() {
    assertThat(
            Options.parse(
                List.of("--port=2", "--data-dir", "/argument", "--heap=1g", "--demo=off"),
                VARIABLES))
        .isEqualTo(
            new Options(2, Path.of("/argument").toAbsolutePath(), new HeapSize(1024), false));
    assertThat(Options.parse(List.of("--demo"), Map.of("PILE_DEMO", "off")).demo()).isTrue();
  }
}

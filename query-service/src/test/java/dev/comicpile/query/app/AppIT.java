package dev.comicpile.query.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.query.QueryTest;
import dev.comicpile.testing.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The web app is served beside the API: here an empty one from the tests' own resources. */
class AppIT extends QueryTest {

  private static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";

  private Answer browse(String path, String... headers) {
    List<String> all = new ArrayList<>(List.of("Accept", HTML));
    all.addAll(List.of(headers));
    return anonymous().get(path, all.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/queue", "/threads/7", "/no/such/page"})
  void aPageIsTheOneDocument(String path) {
    Answer page = browse(path);

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("<title>Comic Pile</title>").contains("<base href=\"/\"");
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(page.header("Content-Security-Policy"))
        .contains("script-src 'self';")
        .contains("default-src 'none'")
        .doesNotContain("script-src 'self' 'unsafe");
  }

  @Test
  void filesThatAreNamedByTheirContentAreKept() {
    Answer file = get("/assets/index-1a2b3c.js");

    assertThat(file.status()).isEqualTo(200);
    assertThat(file.header("Content-Type")).startsWith("text/javascript");
    assertThat(file.header("Cache-Control")).contains("immutable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/assets/gone.js", "/gone.png", "/api/no-such-thing", "/actuator/env"})
  void whatIsNoPageIsNotFound(String path) {
    assertThat(browse(path).status()).isEqualTo(404);
    assertThat(browse(path).header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void clientsThatAskForNoPageGetNone() {
    assertThat(anonymous().get("/queue", "Accept", "*/*").status()).isEqualTo(404);
  }

  @Test
  void aTrustedProxySaysUnderWhichPathItIs() {
    assertThat(
            browse("/queue", "X-Forwarded-For", "192.0.2.1", "X-Forwarded-Prefix", "/comics")
                .body())
        .contains("<base href=\"/comics/\"");
    assertThat(
            browse("/", "X-Forwarded-For", "192.0.2.1", "X-Forwarded-Prefix", "/\"><script>")
                .body())
        .contains("<base href=\"/\"");
  }
}

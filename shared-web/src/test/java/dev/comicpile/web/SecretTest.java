package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What opens something is told to whom it is for, and to no log. */
class SecretTest {

  private record Login(String username, Secret password) {}

  @Test
  void jsonHasItAndTextThatIsMadeOfItsHolderHasNot() {
    JsonMapper json = JsonMapper.builder().build();
    String written = "{\"username\":\"ada\",\"password\":\"correct horse\"}";

    Login login = json.readValue(written, Login.class);

    assertThat(login.password().text()).isEqualTo("correct horse");
    assertThat(json.writeValueAsString(login)).isEqualTo(written);
    assertThat("seen: " + login).contains("ada").doesNotContain("horse");
  }
}

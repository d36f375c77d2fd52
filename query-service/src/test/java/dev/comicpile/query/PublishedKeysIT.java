package dev.comicpile.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.web.KeptKeys;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The published keys outlive the process that has seen them. */
class PublishedKeysIT extends QueryTest {

  @Autowired KeptKeys keys;

  @Test
  void theSetSeenLastIsKept() {
    keys.keep("{\"keys\":[]}");
    keys.keep("{\"keys\":[1]}");
    keys.keep("{\"keys\":[1]}");

    assertThat(keys.last()).contains("{\"keys\":[1]}");
  }
}

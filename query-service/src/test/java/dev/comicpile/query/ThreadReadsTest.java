package dev.comicpile.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.command.ThreadCommand.AddThread;
import org.junit.jupiter.api.Test;

class ThreadReadsTest extends QueryTest {

  private final TestPile pile = new TestPile();

  @Test
  void anAddedThreadIsInTheList() {
    pile.send(new AddThread(pile.id(), "Hellboy Omnibus", "Omnibus", 7, "big", false));
    store(pile);

    Answer answer = get(pile, "/api/threads/");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Pile-Version")).isEqualTo("1");
    assertThat(answer.json().get(0).get("title").asString()).isEqualTo("Hellboy Omnibus");
    assertThat(answer.json().get(0).get("queue_position").asInt()).isEqualTo(1);
  }
}

package dev.comicpile.system.distributed;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What one process has written is read from any other, also after one of them has died. */
@ParameterizedClass
@EnumSource(Mode.class)
class FreshReadsIT {

  private final Mode mode;

  private Apart apart;

  FreshReadsIT(Mode mode) {
    this.mode = mode;
  }

  @BeforeEach
  void everythingRuns() {
    apart = Apart.in(mode);
  }

  @Test
  void aWriteToOneProcessIsSeenByEveryOther() {
    Api reader = Api.register(apart.url());
    for (int i = 1; i <= 20; i++) {
      for (Service command : apart.commands()) {
        Api writer = reader.at(command.url());
        writer.add("Saga " + i + " by " + command, 1);
        int total = i * 2 - (command == apart.commands().getFirst() ? 1 : 0);
        for (Service query : apart.queries()) {
          Answer queue = writer.from(query.url()).get("/api/queue/").expect(200);
          assertThat(queue.number("total")).as(query + " after " + command).isEqualTo(total);
        }
      }
    }
  }

  @Test
  void ofAQueryServiceThatWasKilledTheOtherTakesTheWorkOver() {
    Api reader = Api.register(apart.url());
    for (Service killed : apart.queries()) {
      apart.awaitAll();
      killed.kill();
      long id = reader.add("Written after the death of " + killed, 1);
      for (String path : new String[] {"/api/threads/" + id, "/api/threads/" + id + "/history"}) {
        await(path + " is fresh again")
            .until(
                () -> {
                  Answer answer = reader.get(path);
                  assertThat(answer.status()).as(answer.toString()).isIn(200, 503);
                  return answer.status() == 200;
                });
      }
    }
  }
}

package dev.comicpile.command.pile;

import static dev.comicpile.command.Readers.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.StoreIdentity;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.Readers;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import dev.comicpile.web.WriteConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A write that expects a version is done there and nowhere else. */
@CommandServiceTest
class IfMatchApiIT {

  private static final String SAGA =
      "{\"title\":\"Saga\",\"format\":\"Comic\",\"issues_remaining\":3}";

  @Autowired Readers readers;
  @Autowired PileCommands here;
  @Autowired OtherProcess otherProcess;
  @Autowired PileStreams streams;
  @Autowired StoreIdentity store;
  Api reader;

  @BeforeEach
  void pileAtVersionTwo() {
    reader = readers.reader();
    reader.add("Hellboy", 2);
    reader.add("Bone", 2);
  }

  private Answer add(String ifMatch) {
    return reader.send("POST", "/api/threads/", SAGA, "If-Match", ifMatch);
  }

  private String etag(String storeId, long readerId, long version) {
    return "W/\"%s.%s.%s.1\"".formatted(storeId, readerId, version);
  }

  @Test
  void atThePresentVersionTheWriteIsDone() {
    assertThat(add("2").version()).isEqualTo(3);
    assertThat(add("\"3\"").version()).isEqualTo(4);
    assertThat(add(etag(store.storeId(), reader.id(), 4)).version()).isEqualTo(5);
    assertThat(add("*").version()).isEqualTo(6);
    assertThat(add(" 6 ").version()).isEqualTo(7);
  }

  @Test
  void atAnotherVersionItIsNot() {
    for (String other : List.of("1", "3", "0", "\"1\"", etag(store.storeId(), reader.id(), 1))) {
      Answer answer = add(other);
      assertThat(answer.status()).as(other).isEqualTo(412);
      assertThat(answer.detail()).startsWith("The pile is at version 2 and not at version ");
    }
    assertThat(add("1").detail())
        .isEqualTo("The pile is at version 2 and not at version 1. Please read it again first.");
    assertThat(streams.version(idOf(reader))).isEqualTo(2);
  }

  @Test
  void theETagOfAnotherPileNeverMatches() {
    for (String other :
        List.of(etag(store.storeId(), reader.id() + 1, 2), etag("another-store", reader.id(), 2))) {
      Answer answer = add(other);
      assertThat(answer.status()).as(other).isEqualTo(412);
      assertThat(answer.detail()).contains("another pile", "version 2");
    }
  }

  @Test
  void theVersionIsLookedAtBeforeAnyRule() {
    Answer answer = reader.send("DELETE", "/api/threads/999999999", null, "If-Match", "1");
    assertThat(answer.status()).isEqualTo(412);
    assertThat(reader.send("DELETE", "/api/threads/999999999", null, "If-Match", "2").status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "-1",
        "1.5",
        "\"x\"",
        "\"\"",
        "W/\"2\"",
        "1, 2",
        "\"1\", \"2\"",
        "*, 2",
        "99999999999999999999",
        "W/\"a.b.c.d\"",
      })
  void whatIsNoVersionIsBadInput(String ifMatch) {
    Answer answer = add(ifMatch);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.wrongField()).isEqualTo("header.If-Match malformed");
    assertThat(streams.version(idOf(reader))).isEqualTo(2);
  }

  @Test
  void severalHeadersAreBadInput() {
    Answer answer = reader.send("POST", "/api/threads/", SAGA, "If-Match", "2", "If-Match", "2");
    assertThat(answer.wrongField()).isEqualTo("header.If-Match malformed");
  }

  @Test
  void ofManyWithTheSameVersionOneIsDone() throws Exception {
    PileCommands there = otherProcess.start();
    WriteConditions atTwo = new WriteConditions(null, 2L);
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      PileCommands process = i % 2 == 0 ? here : there;
      work.add(
          () -> {
            try {
              PileReply reply =
                  process.send(
                      new AddThread(
                          idOf(reader),
                          new Title("Saga"),
                          new Format("Comic"),
                          new Issues(3),
                          null,
                          false),
                      atTwo);
              assertThat(reply.version()).isEqualTo(3);
              return true;
            } catch (PileRefusal movedOn) {
              assertThat(movedOn.problem().sentence()).contains("version 3", "version 2");
              return false;
            }
          });
    }
    List<Boolean> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> each : threads.invokeAll(work)) {
        done.add(each.get());
      }
    }

    assertThat(done).containsOnlyOnce(true);
    assertThat(streams.version(idOf(reader))).isEqualTo(3);
  }
}

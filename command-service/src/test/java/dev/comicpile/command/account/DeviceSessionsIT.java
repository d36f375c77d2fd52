package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The devices that a reader is signed in on, and ending their sessions. */
class DeviceSessionsIT extends AccountsOverHttp {

  private static final String PATH = "/api/account/sessions";

  private static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

  private List<JsonNode> sessions(SignedIn reader) {
    Answer answer = get(PATH, reader.access());
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().valueStream().toList();
  }

  private long idOfCurrent(SignedIn reader) {
    return sessions(reader).stream()
        .filter(session -> session.path("current").asBoolean())
        .mapToLong(session -> session.path("id").asLong())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aReaderSeesTheirOwnDevicesAndNobodyElses() {
    register();
    SignedIn reader = register(newName(), PASSWORD, "User-Agent", FIREFOX);
    logIn(reader.name(), PASSWORD, "User-Agent", "curl/8.9.1");

    List<JsonNode> sessions = sessions(reader);

    assertThat(sessions).hasSize(2);
    JsonNode own = sessions.getLast();
    assertThat(own.propertyNames())
        .containsExactly("id", "device", "address", "created_at", "last_seen_at", "current");
    assertThat(own.path("device").asString()).isEqualTo("Firefox on Linux");
    assertThat(own.path("address").asString()).isEqualTo("127.0.0.0/24");
    assertThat(own.path("last_seen_at").asString()).isEqualTo(own.path("created_at").asString());
    assertThat(own.path("current").asBoolean()).isTrue();
    assertThat(sessions.getFirst().path("device").asString()).isEqualTo("curl");
    assertThat(sessions.getFirst().path("current").asBoolean()).isFalse();
  }

  @Test
  void aDeviceIsSeenWhenItGetsNewTokens() {
    SignedIn reader = register();
    jdbc.sql(
            """
            update accounts.token_family
            set created_at = created_at - interval '1 day', last_seen_at = null where account_id = ?
            """)
        .param(reader.id())
        .update();
    JsonNode before = sessions(reader).getFirst();
    assertThat(before.path("last_seen_at").asString())
        .isEqualTo(before.path("created_at").asString());
    assertThat(post("/api/auth/refresh", null, Map.of("refresh_token", reader.refresh())).status())
        .isEqualTo(200);
    JsonNode after = sessions(reader).getFirst();
    assertThat(after.path("created_at").asString()).isEqualTo(before.path("created_at").asString());
    assertThat(Instant.parse(after.path("last_seen_at").asString()))
        .isAfter(Instant.parse(before.path("last_seen_at").asString()).plusSeconds(3600));
  }

  @Test
  void oneSessionEndsAndTheOthersGoOn() {
    SignedIn here = register();
    SignedIn there = logIn(here.name(), PASSWORD);
    long id = idOfCurrent(there);

    assertThat(delete(PATH + "/" + id, here.access()).status()).isEqualTo(204);

    assertThat(statusOfMe(there.access())).isEqualTo(401);
    assertThat(statusOfMe(here.access())).isEqualTo(200);
    assertThat(sessions(here)).hasSize(1);
    Answer again = delete(PATH + "/" + id, here.access());
    assertThat(again.status()).isEqualTo(404);
    assertThat(again.detail()).isEqualTo("Session " + id + " not found");
  }

  @Test
  void oneCanEndTheSessionThatAsks() {
    SignedIn reader = register();
    assertThat(delete(PATH + "/" + idOfCurrent(reader), reader.access()).status()).isEqualTo(204);
    assertThat(statusOfMe(reader.access())).isEqualTo(401);
  }

  @Test
  void allOthersEndAtOnce() {
    SignedIn here = register();
    SignedIn there = logIn(here.name(), PASSWORD);
    SignedIn elsewhere = logIn(here.name(), PASSWORD);

    Answer answer = delete(PATH, here.access());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("ended").asInt()).isEqualTo(2);
    assertThat(statusOfMe(there.access())).isEqualTo(401);
    assertThat(statusOfMe(elsewhere.access())).isEqualTo(401);
    assertThat(statusOfMe(here.access())).isEqualTo(200);
    assertThat(delete(PATH, here.access()).json().path("ended").asInt()).isZero();
  }

  @Test
  void nobodyEndsAnothersSession() {
    SignedIn reader = register();
    SignedIn stranger = admin();
    long id = idOfCurrent(reader);
    assertThat(delete(PATH + "/" + id, stranger.access()).status()).isEqualTo(404);
    assertThat(delete(PATH + "/" + id, null).status()).isEqualTo(401);
    assertThat(delete(PATH + "/x", stranger.access()).status()).isIn(404, 422);
    assertThat(get(PATH, null).status()).isEqualTo(401);
    assertThat(statusOfMe(reader.access())).isEqualTo(200);
  }

  @Test
  void whoLooksAroundAsTheDemoReaderSeesAndEndsNobodyElsesSession() {
    SignedIn demo = register();
    SignedIn other = logIn(demo.name(), PASSWORD);
    jdbc.sql("update accounts.account set demo = true where id = ?").param(demo.id()).update();
    assertThat(sessions(demo)).hasSize(1);
    assertThat(delete(PATH, demo.access()).status()).isEqualTo(403);
    assertThat(delete(PATH + "/" + idOfCurrent(other), demo.access()).status()).isEqualTo(403);
    assertThat(statusOfMe(other.access())).isEqualTo(200);
  }
}

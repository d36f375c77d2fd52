package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import dev.comicpile.command.DatabaseCommands;
import dev.comicpile.startup.DatabaseAddress;
import dev.comicpile.startup.DatabaseCommand;
import dev.comicpile.startup.StartFailure;
import dev.comicpile.testing.ApiContract;
import dev.comicpile.testing.OnlyInDatabase;
import dev.comicpile.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Registering, logging in, refreshing and logging out, over HTTP on a real PostgreSQL. */
@SpringBootTest(
    classes = AccountsAlone.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=comic-pile",
      "comicpile.rate-limits=off",
      "comicpile.admin-username=Boss",
      "comicpile.admin-password=boss-password"
    })
class AuthIT {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final String PASSWORD = "correct horse";

  @LocalServerPort int port;
  @Autowired JwtEncoder encoder;
  @Autowired JwtDecoder decoder;
  @Autowired JdbcClient jdbc;
  @Autowired Accounts accounts;
  @Autowired TransactionTemplate transaction;
  @Autowired java.time.Clock clock;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", TestDatabase::url);
    properties.add("spring.datasource.username", () -> "postgres");
  }

  record Answer(int status, String body, String authenticate) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    String text(String field) {
      return json().get(field).asString();
    }

    String access() {
      return text("access_token");
    }

    String refresh() {
      return text("refresh_token");
    }
  }

  private Answer send(String method, String path, @Nullable String token, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      var response = CLIENT.send(request.build(), BodyHandlers.ofString());
      ApiContract.check(response);
      return new Answer(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("WWW-Authenticate").orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Answer post(String path, Map<String, String> body) {
    return send("POST", "/api/auth/" + path, null, JSON.writeValueAsString(body));
  }

  private Answer me(String token) {
    return send("GET", "/api/auth/me", token, "");
  }

  private static String newName() {
    return "reader-" + NAMES.incrementAndGet();
  }

  private Answer register(String name) {
    return post(
        "register", Map.of("username", name, "email", name + "@example.com", "password", PASSWORD));
  }

  private Answer refresh(String token) {
    return post("refresh", Map.of("refresh_token", token));
  }

  private static void assertUnauthorized(Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.authenticate()).isEqualTo("Bearer");
    assertThat(answer.json().get("status").asInt()).isEqualTo(401);
  }

  private static void assertField(Answer answer, String field, String type) {
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    assertThat(answer.json().at("/errors/0/type").asString()).isEqualTo(type);
  }

  @Test
  void whoRegistersIsLoggedIn() {
    String name = newName();
    Answer answer = register(name);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().propertyNames())
        .containsExactly("access_token", "refresh_token", "token_type");
    assertThat(answer.text("token_type")).isEqualTo("bearer");
    Answer me = me(answer.access());
    assertThat(me.status()).isEqualTo(200);
    assertThat(me.json().propertyNames())
        .containsExactly("id", "username", "email", "is_admin", "has_password", "is_demo");
    assertThat(me.text("username")).isEqualTo(name);
    assertThat(me.text("email")).isEqualTo(name + "@example.com");
    assertThat(me.json().get("is_admin").asBoolean()).isFalse();
  }

  @Test
  void aNameCanBeTakenOnce() {
    String name = newName();
    register(name);
    for (String again : List.of(name, name.toUpperCase(Locale.ROOT), " " + name + " ")) {
      Answer answer =
          post(
              "register",
              Map.of("username", again, "email", newName() + "@e.org", "password", PASSWORD));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text("detail")).isEqualTo("Username already registered");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ΟΔΥΣΣΕΥΣ-,οδυσσευς-", // a final sigma
    "Οδυσσεύς-,ΟΔΥΣΣΕΎΣ-",
    "straße-,STRASSE-",
    "e\u0301lan-,Élan-",
    "ﬁn-,FIN-",
    "two\u00a0 words-,two words-",
    "heart\u2764\ufe0f-,heart\u2764-",
  })
  void namesThatLookAlikeAreOne(String one, String other) {
    String suffix = newName();
    assertThat(register(one + suffix, newName()).status()).isEqualTo(200);
    assertThat(register(other + suffix, newName()).text("detail"))
        .isEqualTo("Username already registered");
    assertThat(post("login", login(other + suffix)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u200b", "\u202e", "\u2066", "\u00ad", "\n", "\u2028", "\t", "\u007f", "\u3164", "\u200d"
      })
  void aNameHoldsNothingThatCannotBeSeen(String unseen) {
    assertField(register("re" + unseen + "ader", newName()), "body.username", "not_allowed");
  }

  private Answer register(String name, String email) {
    return post(
        "register",
        Map.of("username", name, "email", email + "@example.com", "password", PASSWORD));
  }

  /** As the program of before has stored it. */
  private long registeredBefore(String name, String key) {
    long id = me(register(newName()).access()).json().get("id").asLong();
    jdbc.sql(
            "update accounts.account set username = ?, username_key = ?, key_revision = 1"
                + " where id = ?")
        .params(name, key, id)
        .update();
    return id;
  }

  @Test
  void whoHasANameThatIsAnothersByNowLogsInByTheExactOneAndIsKnownToTheAdmin() {
    String suffix = newName();
    long upper = registeredBefore("ΣΑΣ" + suffix, "σας" + suffix);
    long lower = registeredBefore("σασ" + suffix, "σασ" + suffix);
    long hidden = registeredBefore("σα\u200bσ" + suffix, "σα\u200bσ" + suffix);
    long alone = registeredBefore("ΑΣ" + suffix, "ας" + suffix);

    new NameKeys(jdbc, transaction);

    Map<String, Long> logins =
        Map.of(
            "ΣΑΣ" + suffix, upper,
            "σασ" + suffix, lower,
            "σα\u200bσ" + suffix, hidden,
            "σας" + suffix, lower,
            "ασ" + suffix, alone,
            "ΑΣ" + suffix.toUpperCase(Locale.ROOT), alone);
    logins.forEach(
        (name, id) ->
            assertThat(me(post("login", login(name)).access()).json().get("id").asLong())
                .as(name)
                .isEqualTo(id));
    assertThat(
            jdbc.sql("select id from accounts.account where name_like = ? order by id")
                .param(lower)
                .query(Long.class)
                .list())
        .containsExactly(upper, hidden);
    assertThat(register("Σας" + suffix, newName()).status()).isEqualTo(400);
  }

  @Test
  void anAddressCanBeTakenOnce() {
    String name = newName();
    register(name);
    Answer answer =
        post(
            "register",
            Map.of(
                "username",
                newName(),
                "email",
                name.toUpperCase(Locale.ROOT) + "@Example.com",
                "password",
                PASSWORD));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("detail")).isEqualTo("Email already registered");
  }

  @Test
  void ofManyWhoRegisterOneNameAtOnceOneGetsIt() throws Exception {
    String name = newName();
    List<Answer> answers = atOnce(8, () -> register(name));
    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 200)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(400);
              assertThat(answer.text("detail")).isEqualTo("Username already registered");
            });
  }

  @Test
  void ofManyWhoRegisterOneAddressAtOnceOneGetsIt() throws Exception {
    String email = newName() + "@example.com";
    List<Answer> answers =
        atOnce(
            8,
            () ->
                post(
                    "register",
                    Map.of("username", newName(), "email", email, "password", PASSWORD)));
    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 200)
        .allSatisfy(
            answer -> assertThat(answer.text("detail")).isEqualTo("Email already registered"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"email\":\"a@b.c\",\"password\":\"12345678\"}|body.username|missing",
        "{\"username\":\""
            + " \",\"email\":\"a@b.c\",\"password\":\"12345678\"}|body.username|too_short",
        "{\"username\":\"x\",\"password\":\"12345678\"}|body.email|missing",
        "{\"username\":\"x\",\"email\":\"a b\",\"password\":\"12345678\"}|body.email|malformed",
        "{\"username\":\"x\",\"email\":\"a@\",\"password\":\"12345678\"}|body.email|malformed",
        "{\"username\":\"x\",\"email\":\"a@b.c\"}|body.password|missing",
        "{\"username\":\"x\",\"email\":\"a@b.c\",\"password\":\"1234567\"}|body.password|too_short",
        "{\"username\":\"x\",\"email\":\"a@b.c\",\"password\":12345678}|body.password|wrong_type",
        "{\"username\":\"x\\u0000\",\"email\":\"a@b.c\",\"password\":\"12345678\"}"
            + "|body.username|not_allowed",
      })
  void badRegistrationsNameTheField(String body, String field, String type) {
    assertField(send("POST", "/api/auth/register", null, body), field, type);
  }

  @Test
  void lengthsHaveLimits() {
    assertField(register("x".repeat(51)), "body.username", "too_long");
    assertThat(
            post(
                    "register",
                    Map.of(
                        "username",
                        "漫".repeat(50),
                        "email",
                        newName() + "@e.org",
                        "password",
                        "p".repeat(72)))
                .status())
        .isEqualTo(200);
    assertField(
        post(
            "register",
            Map.of(
                "username", newName(), "email", newName() + "@e.org", "password", "ß".repeat(37))),
        "body.password",
        "too_long");
  }

  @Test
  void thePasswordLogsIn() {
    String name = newName();
    register(name);
    for (String login : List.of(name, name.toUpperCase(Locale.ROOT))) {
      Answer answer = post("login", Map.of("username", login, "password", PASSWORD));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(me(answer.access()).text("username")).isEqualTo(name);
    }
  }

  @Test
  void aWrongPasswordAndAnUnknownNameAreToldAlike() {
    String name = newName();
    register(name);
    Answer wrong = post("login", Map.of("username", name, "password", "incorrect horse"));
    Answer unknown = post("login", Map.of("username", newName(), "password", PASSWORD));
    for (Answer answer : List.of(wrong, unknown)) {
      assertUnauthorized(answer);
      assertThat(answer.text("detail")).isEqualTo("Incorrect username or password");
    }
    for (String hostile : List.of("\0", "\uD800", "x".repeat(5000), "' or 1=1 --")) {
      Answer answer =
          send(
              "POST",
              "/api/auth/login",
              null,
              JSON.writeValueAsString(Map.of("username", hostile, "password", PASSWORD))
                  .replace("?", "\\ud800"));
      assertThat(answer.status()).isIn(401, 422);
    }
    assertField(send("POST", "/api/auth/login", null, "{}"), "body.password", "missing");
    assertThat(
            post("login", Map.of("username", name, "password", PASSWORD + "x".repeat(80))).status())
        .isEqualTo(401);
  }

  @Test
  void aPasswordIsNotCutShort() {
    String name = newName();
    String longest = "p".repeat(72);
    post("register", Map.of("username", name, "email", name + "@e.org", "password", longest));
    assertThat(post("login", Map.of("username", name, "password", longest)).status())
        .isEqualTo(200);
    assertUnauthorized(post("login", Map.of("username", name, "password", longest + "p")));
  }

  @Test
  void aRefreshGivesTheNextPair() {
    Answer first = register(newName());
    Answer second = refresh(first.refresh());
    assertThat(second.status()).isEqualTo(200);
    assertThat(me(second.access()).status()).isEqualTo(200);
    assertThat(me(first.access()).status()).isEqualTo(200);
    assertThat(refresh(second.refresh()).status()).isEqualTo(200);
  }

  /** As if the refresh tokens of a family that were used had been used so long ago. */
  private void usedLongAgo(Answer tokens) {
    jdbc.sql(
            "update accounts.refresh_token set used_at = used_at - interval '16 seconds'"
                + " where family_id = ?::uuid")
        .param(decoder.decode(tokens.access()).getClaimAsString("fam"))
        .update();
  }

  @Test
  void aRefreshTokenUsedAgainLaterRevokesTheWholeFamily() {
    Answer first = register(newName());
    Answer second = refresh(first.refresh());
    usedLongAgo(first);
    assertUnauthorized(refresh(first.refresh()));
    assertUnauthorized(refresh(second.refresh()));
    assertUnauthorized(me(first.access()));
    assertUnauthorized(me(second.access()));
  }

  @Test
  void aRefreshTokenThatWasForgottenSinceItsUseRevokesTheWholeFamilyToo() {
    Answer first = register(newName());
    Answer second = refresh(first.refresh());
    usedLongAgo(first);
    Answer third = refresh(second.refresh());
    assertUnauthorized(refresh(first.refresh()));
    assertUnauthorized(refresh(third.refresh()));
  }

  @Test
  void twoTabsThatRefreshAtOnceBothGoOnAndSoDoesWhoseAnswerWasLost() throws Exception {
    Answer first = register(newName());
    List<Answer> tabs = atOnce(4, () -> refresh(first.refresh()));
    assertThat(tabs).allSatisfy(tab -> assertThat(tab.status()).isEqualTo(200));
    usedLongAgo(first);
    for (Answer tab : tabs) {
      assertThat(me(tab.access()).status()).isEqualTo(200);
      Answer next = refresh(tab.refresh());
      assertThat(next.status()).isEqualTo(200);
      assertThat(refresh(next.refresh()).status()).isEqualTo(200);
    }
  }

  @Test
  void whoWasGivenTokensByTheProgramOfBeforeGoesOn() {
    Answer first = register(newName());
    Jwt refresh = decoder.decode(first.refresh());
    jdbc.sql("delete from accounts.refresh_token where family_id = ?::uuid")
        .param(refresh.getClaimAsString("fam"))
        .update();
    String access = signed(encoder, first.access(), soon(), claims -> claims.remove("iss"));
    assertThat(me(access).status()).isEqualTo(200);
    String withoutStore = signed(encoder, first.refresh(), soon(), claims -> claims.remove("iss"));
    assertThat(refresh(withoutStore).status()).isEqualTo(200);
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(60);
  }

  @Test
  void anotherLoginOfTheReaderGoesOn() {
    String name = newName();
    Answer phone = register(name);
    Answer browser = post("login", Map.of("username", name, "password", PASSWORD));
    send("POST", "/api/auth/logout", phone.access(), "");
    assertUnauthorized(me(phone.access()));
    assertThat(me(browser.access()).status()).isEqualTo(200);
    assertThat(refresh(browser.refresh()).status()).isEqualTo(200);
  }

  @Test
  void afterALogoutNeitherTokenCounts() {
    Answer tokens = register(newName());
    assertThat(me(tokens.access()).status()).isEqualTo(200);
    Answer logout = send("POST", "/api/auth/logout", tokens.access(), "");
    assertThat(logout.status()).isEqualTo(200);
    assertThat(logout.json().propertyNames()).containsExactly("message");
    assertUnauthorized(me(tokens.access()));
    assertUnauthorized(refresh(tokens.refresh()));
    assertUnauthorized(send("POST", "/api/auth/logout", tokens.access(), ""));
  }

  @Test
  void whatAnotherServiceRevokedIsSeenWithinASecond() {
    Answer tokens = register(newName());
    assertThat(me(tokens.access()).status()).isEqualTo(200);
    jdbc.sql("update accounts.token_family set revoked_at = now() where id = ?::uuid")
        .param(decoder.decode(tokens.access()).getClaimAsString("fam"))
        .update();
    await()
        .atMost(Duration.ofSeconds(1))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> me(tokens.access()).status() == 401);
    assertUnauthorized(me(tokens.access()));
  }

  @Test
  void aTokenIsGoodForItsOwnUseOnly() {
    Answer tokens = register(newName());
    assertUnauthorized(me(tokens.refresh()));
    assertUnauthorized(refresh(tokens.access()));
    for (String nonsense : List.of("", "x", "a.b.c", "\0")) {
      assertUnauthorized(refresh(nonsense));
    }
    assertField(send("POST", "/api/auth/refresh", null, "{}"), "body.refresh_token", "missing");
    assertField(
        send("POST", "/api/auth/refresh", null, "{\"refresh_token\":5}"),
        "body.refresh_token",
        "wrong_type");
  }

  @Test
  void aStaleTokenDoesNotKeepAnybodyFromLoggingIn() {
    String name = newName();
    Answer tokens = register(name);
    send("POST", "/api/auth/logout", tokens.access(), "");
    Answer login =
        send(
            "POST",
            "/api/auth/login",
            tokens.access(),
            JSON.writeValueAsString(Map.of("username", name, "password", PASSWORD)));
    assertThat(login.status()).isEqualTo(200);
  }

  private String signed(JwtEncoder with, String token, Instant expiry) {
    return signed(with, token, expiry, claims -> {});
  }

  private String signed(
      JwtEncoder with, String token, Instant expiry, Consumer<Map<String, Object>> changed) {
    Jwt original = decoder.decode(token);
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .claims(all -> all.putAll(original.getClaims()))
            .issuedAt(expiry.minusSeconds(60))
            .expiresAt(expiry)
            .claims(changed)
            .build();
    return with.encode(
            JwtEncoderParameters.from(
                JwsHeader.with(SignatureAlgorithm.RS256).type("JWT").build(), claims))
        .getTokenValue();
  }

  @Test
  void expiredTokensDoNotCount() {
    Answer tokens = register(newName());
    Instant justNow = Instant.now().minusSeconds(1);
    assertUnauthorized(me(signed(encoder, tokens.access(), justNow)));
    assertUnauthorized(refresh(signed(encoder, tokens.refresh(), justNow)));
    assertThat(me(signed(encoder, tokens.access(), Instant.now().plusSeconds(60))).status())
        .isEqualTo(200);
  }

  @Test
  void forgedTokensDoNotCount() throws Exception {
    Answer tokens = register(newName());
    String[] parts = tokens.access().split("\\.", -1);
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    String admin =
        base64.encodeToString(claims.replace("[]", "[\"admin\"]").getBytes(StandardCharsets.UTF_8));
    String none = base64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    assertUnauthorized(me(parts[0] + "." + admin + "." + parts[2]));
    assertUnauthorized(me(none + "." + parts[1] + "."));
    assertUnauthorized(me(parts[0] + "." + parts[1] + "."));

    String kid = String.valueOf(decoder.decode(tokens.access()).getHeaders().get("kid"));
    RSAKey foreign = new RSAKeyGenerator(2048).keyID(kid).algorithm(JWSAlgorithm.RS256).generate();
    JwtEncoder forger = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(foreign)));
    assertUnauthorized(me(signed(forger, tokens.access(), Instant.now().plusSeconds(60))));
  }

  @Test
  @OnlyInDatabase("which piles there are is asked of the server else")
  void aNumberThatHasAPileIsNobodyElses() {
    long number = me(register(newName()).access()).json().get("id").asLong();
    jdbc.sql("insert into event_store.pile (reader_id, version) values (?, 1), (?, 1)")
        .params(number + 1, number + 2)
        .update();
    try {
      assertThat(me(register(newName()).access()).json().get("id").asLong()).isEqualTo(number + 3);
    } finally {
      jdbc.sql("delete from event_store.pile where reader_id > ?").param(number).update();
    }
  }

  @Test
  void aTokenCountsInItsOwnStoreForItsOwnReaderAndOfAFamilyThatIsKnown() {
    Answer tokens = register(newName());
    Answer other = register(newName());
    String otherNumber = Long.toString(me(other.access()).json().get("id").asLong());
    assertUnauthorized(
        me(signed(encoder, tokens.access(), soon(), c -> c.put("iss", "another-store"))));
    assertUnauthorized(
        me(signed(encoder, tokens.access(), soon(), c -> c.put("sub", otherNumber))));
    assertUnauthorized(
        me(
            signed(
                encoder,
                tokens.access(),
                soon(),
                c -> c.put("fam", UUID.randomUUID().toString()))));
    assertUnauthorized(
        refresh(signed(encoder, tokens.refresh(), soon(), c -> c.put("iss", "another-store"))));
    assertThat(me(tokens.access()).status()).isEqualTo(200);
  }

  @Test
  void aRefreshTokenAloneLogsOutWhoseAccessTokenHasExpired() {
    Answer tokens = register(newName());
    String expired = signed(encoder, tokens.access(), Instant.now().minusSeconds(1));
    assertUnauthorized(send("POST", "/api/auth/logout", expired, ""));
    String body = JSON.writeValueAsString(Map.of("refresh_token", tokens.refresh()));
    for (int i = 0; i < 2; i++) { // the second time its answer had been lost
      assertThat(send("POST", "/api/auth/logout", expired, body).status()).isEqualTo(200);
      assertUnauthorized(me(tokens.access()));
      assertUnauthorized(refresh(tokens.refresh()));
    }
    Answer other = register(newName());
    assertThat(post("logout", Map.of("refresh_token", other.refresh())).status()).isEqualTo(200);
    assertUnauthorized(me(other.access()));
    assertUnauthorized(post("logout", Map.of("refresh_token", "x")));
    assertUnauthorized(post("logout", Map.of("refresh_token", other.access())));
    assertField(
        send("POST", "/api/auth/logout", null, "{\"refresh_token\":5}"),
        "body.refresh_token",
        "wrong_type");
  }

  @Test
  void withoutATokenNobodyIsLoggedInOrOut() {
    assertUnauthorized(send("GET", "/api/auth/me", null, ""));
    assertUnauthorized(send("POST", "/api/auth/logout", null, ""));
  }

  @Test
  void theKeysArePublishedWithoutTheirSecrets() throws Exception {
    Answer answer = send("GET", "/.well-known/jwks.json", null, "");
    assertThat(answer.status()).isEqualTo(200);
    JWKSet keys = JWKSet.parse(answer.body());
    assertThat(keys.getKeys()).isNotEmpty().noneMatch(key -> key.isPrivate());
    assertThat(answer.body()).contains("\"use\":\"sig\"", "\"alg\":\"RS256\"");
  }

  @Test
  void servicesThatStartTogetherMakeOneKey() throws Exception {
    jdbc.sql("create table if not exists accounts.kept as select * from accounts.signing_key")
        .update();
    try {
      jdbc.sql("delete from accounts.signing_key").update();
      List<String> ids =
          atOnce(
              6,
              () ->
                  new SigningKeys(jdbc, transaction, clock).all().getKeys().getFirst().getKeyID());
      assertThat(ids).containsOnly(ids.getFirst());
      assertThat(jdbc.sql("select count(*) from accounts.signing_key").query(Long.class).single())
          .isEqualTo(1);
    } finally {
      jdbc.sql("delete from accounts.signing_key").update();
      jdbc.sql("insert into accounts.signing_key select * from accounts.kept").update();
      jdbc.sql("drop table accounts.kept").update();
    }
  }

  @Test
  void theFirstAdminComesFromTheSettings() {
    Answer login = post("login", Map.of("username", "boss", "password", "boss-password"));
    assertThat(login.status()).isEqualTo(200);
    assertThat(me(login.access()).json().get("is_admin").asBoolean()).isTrue();
    accounts.ensureAdmin("Boss", "another-password");
    assertThat(post("login", Map.of("username", "boss", "password", "boss-password")).status())
        .isEqualTo(200);
  }

  @Test
  void whoRegisteredTheNameOfTheSettingsFirstIsNotPromotedByThem() {
    String name = newName();
    register(name);
    for (String same : List.of(name, name.toUpperCase(Locale.ROOT))) {
      assertThatThrownBy(() -> accounts.ensureAdmin(same, "another-password"))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("promote " + name);
    }
    Answer login = post("login", Map.of("username", name, "password", PASSWORD));
    assertThat(me(login.access()).json().get("is_admin").asBoolean()).isFalse();
  }

  @Test
  void aReaderIsPromotedOnTheMachine() {
    String name = newName();
    Answer before = register(name);
    DatabaseCommand command =
        DatabaseCommands.parse(new String[] {"promote", name.toUpperCase(Locale.ROOT)});
    command.check();
    command.run(new DatabaseAddress(TestDatabase.url(), "postgres", ""));
    assertThat(me(refresh(before.refresh()).access()).json().get("is_admin").asBoolean()).isTrue();
    accounts.ensureAdmin(name, "another-password");
    assertThat(post("login", Map.of("username", name, "password", PASSWORD)).status())
        .isEqualTo(200);

    assertThatThrownBy(
            () ->
                DatabaseCommands.parse(new String[] {"promote", "nobody at all"})
                    .run(new DatabaseAddress(TestDatabase.url(), "postgres", "")))
        .isInstanceOf(StartFailure.class)
        .hasMessage("There is no account of the name 'nobody at all' here.");
    assertThatThrownBy(() -> DatabaseCommands.parse(new String[] {"promote"}))
        .isInstanceOf(StartFailure.class)
        .hasMessage("promote needs the name of an account: promote NAME.");
  }

  @Test
  void withoutAnAdminOneIsGeneratedOnceAndNoReaderIsPromoted() {
    register("admin");
    assertThat(accounts.generateFirstAdmin()).isEmpty();
    jdbc.sql("update accounts.account set admin = false").update();
    try {
      GeneratedAdmin admin = accounts.generateFirstAdmin().orElseThrow();
      assertThat(admin.username()).matches("admin-[a-z2-9]{4}");
      assertThat(admin.password()).matches("([a-z2-9]{5}-){4}[a-z2-9]{5}");
      assertThat(admin.toString()).doesNotContain(admin.password());
      Answer login =
          post("login", Map.of("username", admin.username(), "password", admin.password()));
      assertThat(me(login.access()).json().get("is_admin").asBoolean()).isTrue();
      Answer reader = post("login", Map.of("username", "admin", "password", PASSWORD));
      assertThat(me(reader.access()).json().get("is_admin").asBoolean()).isFalse();
      assertThat(accounts.generateFirstAdmin()).isEmpty();
    } finally {
      jdbc.sql("update accounts.account set admin = (username = 'Boss')").update();
    }
    assertThat(GeneratedAdmin.named(name -> false).username()).isEqualTo("admin");
    assertThat(GeneratedAdmin.named(name -> false).password())
        .isNotEqualTo(GeneratedAdmin.named(name -> false).password());
  }

  private Answer revokeAll(@Nullable String token, Object userId) {
    return send("POST", "/api/admin/users/" + userId + "/tokens/revoke", token, "");
  }

  private String admin() {
    return post("login", Map.of("username", "boss", "password", "boss-password")).access();
  }

  @Test
  void anAdminLogsAReaderOutOnEveryDevice() {
    String name = newName();
    Answer phone = register(name);
    Answer browser = refresh(post("login", login(name)).refresh());
    Answer other = register(newName());
    long id = me(phone.access()).json().get("id").asLong();
    Answer answer = revokeAll(admin(), id);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().propertyNames()).containsExactly("revoked");
    assertThat(answer.json().get("revoked").asInt()).isEqualTo(2);
    for (Answer device : List.of(phone, browser)) {
      assertUnauthorized(me(device.access()));
      assertUnauthorized(refresh(device.refresh()));
    }
    assertThat(me(other.access()).status()).isEqualTo(200);
    assertThat(revokeAll(admin(), id).json().get("revoked").asInt()).isZero();
    Answer later = post("login", login(name));
    assertThat(me(later.access()).status()).isEqualTo(200);
    assertThat(refresh(later.refresh()).status()).isEqualTo(200);
  }

  @Test
  void whatIsRefreshedWhileAllIsRevokedIsRevokedToo() throws Exception {
    Answer device = register(newName());
    long id = me(device.access()).json().get("id").asLong();
    String admin = admin();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicReference<Future<Answer>> revocation = new AtomicReference<>();
      transaction.executeWithoutResult(
          status -> {
            jdbc.sql(
                    """
                    update accounts.token_family
                    set access_expires_at = access_expires_at + interval '1 day'
                    where account_id = ?
                    """)
                .param(id)
                .update();
            revocation.set(threads.submit(() -> revokeAll(admin, id)));
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            assertThat(revocation.get().isDone()).isFalse();
          });
      assertThat(revocation.get().get().json().get("revoked").asInt()).isEqualTo(1);
    }
    assertUnauthorized(me(device.access()));
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from accounts.token_family
                    where account_id = ? and revoked_at is not null
                      and access_expires_at > now() + interval '1 day'
                    """)
                .param(id)
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  private Answer setLock(String token, Object userId, String lock) {
    return send("POST", "/api/admin/users/" + userId + "/" + lock, token, "");
  }

  @Test
  void aLockedAccountCannotBeUsedUntilItIsUnlocked() {
    String name = newName();
    Answer phone = register(name);
    Answer browser = post("login", login(name));
    long id = me(phone.access()).json().get("id").asLong();

    Answer locked = setLock(admin(), id, "lock");

    assertThat(locked.status()).isEqualTo(200);
    assertThat(locked.json().toString()).isEqualTo("{\"locked\":true,\"revoked\":2}");
    for (Answer device : List.of(phone, browser)) {
      assertUnauthorized(me(device.access()));
      assertUnauthorized(refresh(device.refresh()));
    }
    Answer refused = post("login", login(name));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("detail"))
        .isEqualTo("This account is locked. Please ask an admin to unlock it.");
    assertUnauthorized(post("login", Map.of("username", name, "password", "incorrect horse")));
    assertThat(setLock(admin(), id, "lock").json().get("revoked").asInt()).isZero();

    assertThat(setLock(admin(), id, "unlock").json().get("locked").asBoolean()).isFalse();
    assertThat(me(post("login", login(name)).access()).status()).isEqualTo(200);
    assertUnauthorized(refresh(phone.refresh()));
  }

  @Test
  void nobodyGetsTokensOfAnAccountThatIsLockedMeanwhile() throws Exception {
    String name = newName();
    long id = me(register(name).access()).json().get("id").asLong();
    String admin = admin();
    AtomicInteger turns = new AtomicInteger();
    List<Answer> answers =
        atOnce(
            12,
            () ->
                turns.incrementAndGet() == 6
                    ? setLock(admin, id, "lock")
                    : post("login", login(name)));
    assertThat(answers)
        .filteredOn(answer -> answer.body().contains("access_token"))
        .allSatisfy(answer -> assertUnauthorized(me(answer.access())));
  }

  @Test
  void onlyAnAdminLocksAndNeverTheirOwnAccount() {
    Answer reader = register(newName());
    long id = me(reader.access()).json().get("id").asLong();
    assertThat(setLock(reader.access(), id, "lock").status()).isEqualTo(403);
    assertThat(setLock(reader.access(), id, "unlock").status()).isEqualTo(403);
    assertThat(setLock(admin(), 999_999_999, "lock").status()).isEqualTo(404);
    assertThat(setLock(admin(), 999_999_999, "unlock").status()).isEqualTo(404);
    long own = me(admin()).json().get("id").asLong();
    Answer refused = setLock(admin(), own, "lock");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("detail")).startsWith("You cannot lock your own account.");
    assertThat(me(admin()).status()).isEqualTo(200);
  }

  private static Map<String, String> login(String name) {
    return Map.of("username", name, "password", PASSWORD);
  }

  @Test
  void onlyAnAdminRevokesAndOnlyTheTokensOfAReader() {
    Answer reader = register(newName());
    long id = me(reader.access()).json().get("id").asLong();

    assertThat(revokeAll(reader.access(), id).status()).isEqualTo(403);
    assertUnauthorized(revokeAll(null, id));
    assertThat(me(reader.access()).status()).isEqualTo(200);
    Answer nobody = revokeAll(admin(), 999_999_999);
    assertThat(nobody.status()).isEqualTo(404);
    assertThat(nobody.text("detail")).isEqualTo("User 999999999 not found");
    assertField(revokeAll(admin(), "x"), "path.user_id", "wrong_type");
  }

  private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        futures.add(threads.submit(work));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }
}

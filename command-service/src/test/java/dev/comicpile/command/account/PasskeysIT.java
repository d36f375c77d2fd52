package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** Passkeys over HTTP: made, named, used, removed and refused. */
@TestPropertySource(properties = "comicpile.trusted-proxies=127.0.0.1")
class PasskeysIT extends AccountsOverHttp {

  private static final String PATH = "/api/account/passkeys";
  private static final String[] OWN = {"Sec-Fetch-Site", "same-origin"};

  private String origin() {
    return "http://localhost:" + port;
  }

  private String challenge(String token) {
    Answer begun = post(PATH + "/options", token, null);
    assertThat(begun.status()).as(begun.body()).isEqualTo(200);
    return begun.text("challenge");
  }

  private String challenge() {
    return send("POST", "/api/auth/web/passkey/options", null, null, OWN).text("challenge");
  }

  private Answer signIn(Map<String, Object> signed) {
    return send("POST", "/api/auth/web/passkey", null, signed, OWN);
  }

  private SoftPasskey made(SignedIn reader) {
    SoftPasskey passkey = new SoftPasskey("localhost");
    Answer kept =
        post(
            PATH, reader.access(), passkey.made("Telephone", challenge(reader.access()), origin()));
    assertThat(kept.status()).as(kept.body()).isEqualTo(201);
    assertThat(kept.text("name")).isEqualTo("Telephone");
    return passkey;
  }

  private long idOf(SignedIn reader) {
    return get(PATH, reader.access()).json().at("/0/id").asLong();
  }

  @Test
  void aPasskeySignsInWithoutAName() {
    SignedIn reader = register();
    SoftPasskey passkey = made(reader);

    Answer in = signIn(passkey.signed(challenge(), origin()));

    assertThat(in.status()).as(in.body()).isEqualTo(200);
    assertThat(get("/api/auth/me", in.text("access_token")).text("username"))
        .isEqualTo(reader.name());
    assertThat(get(PATH, reader.access()).json().at("/0/last_used_at").isNull()).isFalse();
  }

  @Test
  void whatIsSignedCountsOnce() {
    SoftPasskey passkey = made(register());
    Map<String, Object> signed = passkey.signed(challenge(), origin());
    assertThat(signIn(signed).status()).isEqualTo(200);

    assertThat(signIn(signed).status()).isEqualTo(400);
  }

  @Test
  void whatWasNotAskedForOrTooLongAgoIsRefused() {
    SoftPasskey passkey = made(register());
    assertThat(signIn(passkey.signed("bWFkZSB1cA", origin())).status()).isEqualTo(400);
    String old = challenge();
    jdbc.sql("update accounts.passkey_challenge set expires_at = now() - interval '1 second'")
        .update();

    assertThat(signIn(passkey.signed(old, origin())).status()).isEqualTo(400);
  }

  @Test
  void whatIsAskedOfOneReaderIsNotAnsweredByAnotherNorToSignIn() {
    SignedIn reader = register();
    SignedIn other = register();
    SoftPasskey passkey = made(reader);

    assertThat(signIn(passkey.signed(challenge(reader.access()), origin())).status())
        .isEqualTo(400);
    String asked = challenge(reader.access());
    SoftPasskey fresh = new SoftPasskey("localhost");
    assertThat(post(PATH, other.access(), fresh.made("x", asked, origin())).status())
        .isEqualTo(400);
    assertThat(post(PATH, other.access(), fresh.made("x", challenge(), origin())).status())
        .isEqualTo(400);
  }

  @Test
  void pagesElsewhereHostsElsewhereAndHoldersWhoAreNotLookedAtAreRefused() {
    SignedIn reader = register();
    SoftPasskey passkey = made(reader);
    assertThat(signIn(passkey.signed(challenge(), "https://evil.example")).status()).isEqualTo(401);
    passkey.verifies = false;
    assertThat(signIn(passkey.signed(challenge(), origin())).status()).isEqualTo(401);
    SoftPasskey elsewhere = new SoftPasskey("evil.example");
    assertThat(
            post(PATH, reader.access(), elsewhere.made("x", challenge(reader.access()), origin()))
                .status())
        .isEqualTo(400);
    assertThat(get(PATH, reader.access()).json()).hasSize(1);
  }

  @Test
  void anotherKeyThanTheOneThatWasMadeIsRefused() {
    SoftPasskey passkey = made(register());
    Map<String, Object> forged =
        new HashMap<>(new SoftPasskey("localhost").signed(challenge(), origin()));
    assertThat(signIn(forged).status()).isEqualTo(401);
    forged.putAll(new SoftPasskey("localhost").signed(challenge(), origin()));
    forged.put("credential_id", passkey.id());
    assertThat(signIn(forged).status()).isEqualTo(401);
  }

  @Test
  void badInputIsRefusedAsSuch() {
    SignedIn reader = register();
    assertThat(post(PATH, reader.access(), Map.of()).status()).isEqualTo(422);
    Map<String, Object> nonsense =
        Map.of(
            "name", "x",
            "credential_id", "?",
            "client_data", "?",
            "attestation_object", "?",
            "transports", List.of());
    assertThat(post(PATH, reader.access(), nonsense).status()).isEqualTo(400);
    Map<String, Object> cut =
        new HashMap<>(new SoftPasskey("localhost").made("x", challenge(reader.access()), origin()));
    cut.put("attestation_object", "o2NmbXRkbm9uZQ");
    assertThat(post(PATH, reader.access(), cut).status()).isEqualTo(400);
    cut.put("client_data", "e30"); // {}
    assertThat(post(PATH, reader.access(), cut).status()).isEqualTo(400);
    assertThat(post(PATH, null, nonsense).status()).isEqualTo(401);
  }

  @Test
  void aPasskeyIsNotKeptUnderTheIdOfAnother() {
    SignedIn reader = register();
    Map<String, Object> made =
        new HashMap<>(new SoftPasskey("localhost").made("x", challenge(reader.access()), origin()));
    made.put("credential_id", new SoftPasskey("localhost").id());

    assertThat(post(PATH, reader.access(), made).text("code")).isEqualTo("passkey_refused");
    assertThat(get(PATH, reader.access()).json()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatWasAskedIsUsedUpByARefusal(boolean underKeys) {
    SignedIn reader = register();
    Map<String, Object> made =
        new SoftPasskey("localhost").made("x", challenge(reader.access()), origin());
    Map<String, Object> ofAnother = new HashMap<>(made);
    ofAnother.put("credential_id", new SoftPasskey("localhost").id());
    String[] first = underKeys ? new String[] {"Idempotency-Key", "first"} : new String[0];
    String[] second = underKeys ? new String[] {"Idempotency-Key", "second"} : new String[0];

    assertThat(send("POST", PATH, reader.access(), ofAnother, first).text("code"))
        .isEqualTo("passkey_refused");
    assertThat(send("POST", PATH, reader.access(), made, second).text("code"))
        .isEqualTo("passkey_too_late");
    assertThat(send("POST", PATH, reader.access(), ofAnother, first).text("code"))
        .isEqualTo(underKeys ? "passkey_refused" : "passkey_too_late");
  }

  @Test
  void aPasskeyThatIsSentTwiceAtOnceUnderOneKeyIsKeptOnce() {
    SignedIn reader = register();
    Map<String, Object> made =
        new SoftPasskey("localhost").made("x", challenge(reader.access()), origin());

    assertThat(
            answersAtOnce(
                reader,
                Collections.nCopies(
                    4, () -> send("POST", PATH, reader.access(), made, "Idempotency-Key", "once"))))
        .extracting(Answer::status)
        .containsOnly(201);
    assertThat(get(PATH, reader.access()).json()).hasSize(1);
  }

  @Test
  void ofTwoThatAreAddedAtOnceTheOneTooManyIsRefused() {
    SignedIn reader = register();
    jdbc.sql(
            """
            insert into accounts.passkey
              (account_id, name, credential_id, public_key, signature_count, verified,
               backup_eligible, backed_up, transports, attestation_object, created_at)
            select ?, 'x', cast(? || n as text)::bytea, '', 0, true, false, false, '{}', '', now()
            from generate_series(1, 49) n
            """)
        .params(reader.id(), reader.name() + "-")
        .update();
    List<Supplier<Answer>> requests = new ArrayList<>();
    for (int n = 0; n < 2; n++) {
      Map<String, Object> made =
          new SoftPasskey("localhost").made("x", challenge(reader.access()), origin());
      requests.add(() -> post(PATH, reader.access(), made));
    }

    assertThat(answersAtOnce(reader, requests))
        .extracting(Answer::status)
        .containsExactlyInAnyOrder(201, 400);
  }

  @Test
  void whoHasLeftMeanwhileIsToldSo() {
    List<Function<SignedIn, Supplier<Answer>>> late =
        List.of(
            reader -> {
              Map<String, Object> fresh =
                  new SoftPasskey("localhost").made("x", challenge(reader.access()), origin());
              return () -> post(PATH, reader.access(), fresh);
            },
            reader -> {
              Map<String, Object> signed = made(reader).signed(challenge(), origin());
              return () -> signIn(signed);
            },
            reader -> {
              made(reader);
              String path = PATH + "/" + idOf(reader);
              return () -> delete(path, reader.access());
            },
            reader -> () -> delete("/api/account/identities/1", reader.access()));
    for (Function<SignedIn, Supplier<Answer>> request : late) {
      SignedIn reader = register();
      Supplier<Answer> prepared = request.apply(reader);
      Answer answer =
          answerAfter(
              () ->
                  jdbc.sql("delete from accounts.account where id = ?").param(reader.id()).update(),
              prepared);
      assertThat(answer.status()).as(answer.body()).isEqualTo(401);
      assertThat(answer.detail()).isEqualTo("This account is gone. Please register again.");
    }
  }

  @Test
  void aPasskeyOfSomebodyElseIsRefused() {
    SoftPasskey passkey = made(register());
    SignedIn other = register();

    Map<String, Object> again = passkey.made("x", challenge(other.access()), origin());
    assertThat(post(PATH, other.access(), again).text("code")).isEqualTo("passkey_refused");
  }

  @Test
  void aPasskeyIsRenamedAndRemovedByItsReaderAlone() {
    SignedIn reader = register();
    SignedIn other = register();
    SoftPasskey passkey = made(reader);
    String path = PATH + "/" + idOf(reader);
    assertThat(send("PUT", path, other.access(), Map.of("name", "mine")).status()).isEqualTo(404);
    assertThat(delete(path, other.access()).status()).isEqualTo(404);
    assertThat(send("PUT", path, reader.access(), Map.of("name", "Old one")).text("name"))
        .isEqualTo("Old one");

    assertThat(delete(path, reader.access()).status()).isEqualTo(204);

    assertThat(delete(path, reader.access()).status()).isEqualTo(404);
    assertThat(signIn(passkey.signed(challenge(), origin())).status()).isEqualTo(401);
  }

  @Test
  void theLastWayInIsNotRemoved() {
    SignedIn reader = register();
    made(reader);
    jdbc.sql("update accounts.account set password_hash = null where id = ?")
        .param(reader.id())
        .update();

    assertThat(delete(PATH + "/" + idOf(reader), reader.access()).status()).isEqualTo(400);
  }

  @Test
  void ofTheLastTwoWaysInThatAreRemovedAtOnceOneStays() {
    SignedIn reader = register();
    made(reader);
    String passkey = PATH + "/" + idOf(reader);
    jdbc.sql("update accounts.account set password_hash = null where id = ?")
        .param(reader.id())
        .update();
    jdbc.sql(
            "insert into accounts.identity (account_id, issuer, subject, linked_at)"
                + " values (?, 'https://sso.example', ?, now())")
        .params(reader.id(), reader.name())
        .update();
    String identity =
        "/api/account/identities/"
            + get("/api/account/identities", reader.access()).json().at("/0/id").asLong();

    List<Answer> removals =
        answersAtOnce(
            reader,
            List.of(
                () -> delete(passkey, reader.access()), () -> delete(identity, reader.access())));

    assertThat(removals).extracting(Answer::status).containsExactlyInAnyOrder(204, 400);
  }

  @Test
  void aLockedReaderIsNotLetIn() {
    SignedIn reader = register();
    SoftPasskey passkey = made(reader);
    jdbc.sql("update accounts.account set locked_at = now() where id = ?")
        .param(reader.id())
        .update();

    assertThat(signIn(passkey.signed(challenge(), origin())).status()).isEqualTo(403);
  }

  @Test
  void whoeverLeavesTakesThemAlong() {
    SignedIn reader = register();
    SoftPasskey passkey = made(reader);
    assertThat(
            send("DELETE", "/api/account", reader.access(), Map.of("password", PASSWORD)).status())
        .isEqualTo(204);

    assertThat(signIn(passkey.signed(challenge(), origin())).status()).isEqualTo(401);
    assertThat(
            jdbc.sql("select count(*) from accounts.passkey where account_id = ?")
                .param(reader.id())
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void otherSitesAreRefused() {
    assertThat(
            send(
                    "POST",
                    "/api/auth/web/passkey/options",
                    null,
                    null,
                    "Sec-Fetch-Site",
                    "cross-site")
                .status())
        .isEqualTo(403);
  }

  @Test
  void theyAreOfferedWhereThePageIsServedSecurelyUnderAName() {
    assertThat(offered("Sec-Fetch-Site", "none")).isTrue();
    assertThat(offered("X-Forwarded-For", "192.0.2.1", "X-Forwarded-Host", "pile.example.com"))
        .isFalse();
    String[] secure = {
      "X-Forwarded-For", "192.0.2.1",
      "X-Forwarded-Host", "pile.example.com",
      "X-Forwarded-Proto", "https"
    };
    assertThat(offered(secure)).isTrue();
    secure[3] = "192.0.2.7";
    assertThat(offered(secure)).isFalse();
    assertThat(send("POST", PATH + "/options", register().access(), null, secure).status())
        .isEqualTo(400);
  }

  private boolean offered(String... headers) {
    return send("GET", "/api/auth/methods", null, null, headers)
        .json()
        .path("passkeys")
        .asBoolean();
  }
}

package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a key for programs opens. */
class ScopeTest {

  @ParameterizedTest
  @CsvSource({
    "GET,/api/threads,READ",
    "HEAD,/api/events,READ",
    "GET,/api/history/events,READ",
    "POST,/api/roll,PLAY",
    "PUT,/api/threads/7,PLAY",
    "DELETE,/api/queue,PLAY",
    "POST,/api/undo,PLAY",
    "GET,/api/administration,READ",
    "GET,/api/accounts,READ",
    "GET,/api/admin,ADMIN",
    "GET,/api/admin/users,ADMIN",
    "POST,/api/admin/users/7/lock,ADMIN",
    "DELETE,/api/admin/invitations/7,ADMIN",
  })
  void eachRequestNeedsOneScope(String method, String path, Scope needed) {
    assertThat(Scope.suffice(Set.of(needed), method, path)).isTrue();
    assertThat(Scope.suffice(EnumSet.complementOf(EnumSet.of(needed)), method, path)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/api/account",
    "DELETE,/api/account",
    "GET,/api/account/keys",
    "POST,/api/account/keys",
    "POST,/api/account/password",
    "GET,/api/account/export",
    "POST,/api/auth/logout",
    "POST,/api/auth/web/logout",
    "POST,/api/auth/me",
  })
  void noKeyOpensTheAccount(String method, String path) {
    assertThat(Scope.suffice(EnumSet.allOf(Scope.class), method, path)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"READ", "PLAY", "ADMIN"})
  void anyKeyTellsWhoseItIs(Scope scope) {
    assertThat(Scope.suffice(Set.of(scope), "GET", "/api/auth/me")).isTrue();
  }
}

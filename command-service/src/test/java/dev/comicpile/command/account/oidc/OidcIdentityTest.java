package dev.comicpile.command.account.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is taken over of the claims of a provider. */
class OidcIdentityTest {

  private static OidcIdentity identity(Map<String, Object> claims) {
    return OidcIdentity.of("https://sso.example", claims, "groups", email -> email.contains("@"));
  }

  @Test
  void whoHasNoGoodSubjectIsNobody() {
    for (Object subject : List.of("", " ", "a\u0000b", "a\nb", "\ud800", "x".repeat(256), 7)) {
      assertThatThrownBy(() -> identity(Map.of("sub", subject)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> identity(Map.of())).isInstanceOf(IllegalArgumentException.class);
    assertThat(identity(Map.of("sub", "x".repeat(255))).subject()).hasSize(255);
  }

  @Test
  void anAddressThatIsNoneIsNeitherKnownNorVerified() {
    for (Object email : List.of("nobody", List.of("a@example.com"), Map.of("a@", 1))) {
      OidcIdentity identity = identity(Map.of("sub", "a", "email", email, "email_verified", true));

      assertThat(identity.email()).isNull();
      assertThat(identity.emailVerified()).isFalse();
    }
    OidcIdentity good =
        identity(Map.of("sub", "a", "email", " a@example.com", "email_verified", "true"));
    assertThat(good.verifiedEmail()).isEqualTo("a@example.com");
    assertThat(good.name()).isEqualTo("a");
  }

  @Test
  void namesAndGroupsAreBounded() {
    Map<String, Object> claims =
        Map.of(
            "sub",
            "a",
            "preferred_username",
            "\u0000\u200b",
            "name",
            "\ud800n".repeat(3000),
            "groups",
            IntStream.range(0, 5000).boxed().toList());

    assertThat(identity(claims).name().length()).isEqualTo(100);
    assertThat(identity(claims).groups()).hasSize(1000).contains("0");
    assertThat(
            identity(Map.of("sub", "a", "groups", Collections.singletonList("g".repeat(256))))
                .groups())
        .isEmpty();
    assertThat(identity(Map.of("sub", "a", "groups", "readers")).groups())
        .containsExactly("readers");
  }
}

package dev.comicpile.command.account;

import com.nimbusds.jose.jwk.JWK;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the keys that tokens can be checked with. */
@RestController
class KeySetController {

  private final SigningKeys keys;

  KeySetController(SigningKeys keys) {
    this.keys = keys;
  }

  /** A JSON Web Key Set. */
  record KeySet(List<Map<String, Object>> keys) {}

  /**
   * The keys that access tokens are signed with.
   *
   * <p>A JSON Web Key Set as of RFC 7517, for those who check access tokens themselves.
   */
  @GetMapping("/.well-known/jwks.json")
  KeySet getKeySet() {
    return new KeySet(keys.published().getKeys().stream().map(JWK::toJSONObject).toList());
  }
}

package dev.comicpile.command.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the keys that tokens can be checked with. */
@RestController
@Tag(name = "Auth")
class KeySetController {

  private final SigningKeys keys;

  KeySetController(SigningKeys keys) {
    this.keys = keys;
  }

  @GetMapping("/.well-known/jwks.json")
  @Operation(summary = "The keys that access tokens are signed with")
  Map<String, Object> keys() {
    return keys.published().toJSONObject();
  }
}

package dev.comicpile.command.account.oidc;

import dev.comicpile.command.account.oidc.IdentityTable.Linked;
import dev.comicpile.web.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The accounts of the provider that open the reader's. */
@RestController
@RequestMapping("/api/account/identities")
@Tag(name = "Account")
class IdentityController {

  private final IdentityTable identities;
  private final OidcSignIn signIn;

  IdentityController(IdentityTable identities, OidcSignIn signIn) {
    this.identities = identities;
    this.signIn = signIn;
  }

  @GetMapping
  @Operation(
      summary = "The accounts of the provider that open the reader's",
      description = "With the addresses that they had there when they were linked.")
  List<Linked> listIdentities(Reader reader) {
    return identities.findAll(reader.id());
  }

  @DeleteMapping("/{identity_id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Let an account of the provider open the reader's no more",
      description =
          "A 400 for the last one of who has no password to sign in by, or could not use it.")
  void unlinkIdentity(Reader reader, @PathVariable("identity_id") long id) {
    signIn.unlink(reader.id(), id);
  }
}

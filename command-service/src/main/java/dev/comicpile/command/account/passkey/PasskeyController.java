package dev.comicpile.command.account.passkey;

import com.webauthn4j.util.Base64UrlUtil;
import com.webauthn4j.util.UUIDUtil;
import dev.comicpile.command.account.Account;
import dev.comicpile.command.account.AccountTable;
import dev.comicpile.command.account.PublicAddress;
import dev.comicpile.command.account.passkey.PasskeyTable.Passkey;
import dev.comicpile.command.input.Line;
import dev.comicpile.command.input.Text;
import dev.comicpile.web.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A reader's passkeys. */
@RestController
@RequestMapping("/api/account/passkeys")
@Tag(name = "Account")
class PasskeyController {

  private final Passkeys passkeys;
  private final PasskeyTable table;
  private final AccountTable accounts;
  private final PublicAddress address;

  PasskeyController(
      Passkeys passkeys, PasskeyTable table, AccountTable accounts, PublicAddress address) {
    this.passkeys = passkeys;
    this.table = table;
    this.accounts = accounts;
    this.address = address;
  }

  /** What a browser makes a passkey of. */
  @Schema(name = "PasskeyCreation")
  record Creation(
      String challenge,
      String rpId,
      String userId,
      String userName,
      List<Integer> algorithms,
      List<String> existing) {

    Creation {
      algorithms = List.copyOf(algorithms);
      existing = List.copyOf(existing);
    }
  }

  @Schema(name = "NewPasskey")
  record NewPasskey(
      @NotNull @Text(max = 100) @Line String name,
      @NotNull String credentialId,
      @NotNull String clientData,
      @NotNull String attestationObject,
      @NotNull List<@NotNull String> transports) {}

  @Schema(name = "PasskeyName")
  record Name(@NotNull @Text(max = 100) @Line String name) {}

  @GetMapping
  @Operation(
      summary = "The reader's passkeys, the newest first",
      description = "By the names that the reader has given them.")
  List<Passkey> listPasskeys(Reader reader) {
    return table.findAll(reader.id());
  }

  @PostMapping("/options")
  @Operation(
      summary = "What a browser makes a new passkey of",
      description =
          "Good once and for five minutes. The browser's answer goes to addPasskey. 400 where the"
              + " page is not served securely under a name.")
  Creation beginPasskey(Reader reader, HttpServletRequest request) {
    byte[] challenge = passkeys.challenge(reader, request);
    Account account = accounts.require(reader.id());
    return new Creation(
        Base64UrlUtil.encodeToString(challenge),
        address.host(request),
        Base64UrlUtil.encodeToString(
            UUIDUtil.convertUUIDToBytes(accounts.permanentId(account.id()))),
        account.username(),
        Passkeys.ALGORITHMS,
        table.credentialIds(reader.id()).stream().map(Base64UrlUtil::encodeToString).toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Keep a new passkey",
      description =
          "With what the browser has answered, in base64url. From then on it opens the account"
              + " without a name and a password.")
  Passkey addPasskey(
      Reader reader, @Valid @RequestBody NewPasskey body, HttpServletRequest request) {
    return passkeys.add(reader, request, body);
  }

  @PutMapping("/{passkey_id}")
  @Operation(
      summary = "Give a passkey another name",
      description = "By which its reader knows it; the device knows nothing of it.")
  Passkey renamePasskey(
      Reader reader, @PathVariable("passkey_id") long id, @Valid @RequestBody Name body) {
    accounts.require(reader.id()).requireChangeable();
    return table.rename(reader.id(), id, body.name()).orElseThrow(() -> Passkeys.notFound(id));
  }

  @DeleteMapping("/{passkey_id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Let a passkey open the account no more",
      description = "A 400 for the last one of who has no other way to sign in.")
  void removePasskey(Reader reader, @PathVariable("passkey_id") long id) {
    passkeys.remove(reader, id);
  }
}

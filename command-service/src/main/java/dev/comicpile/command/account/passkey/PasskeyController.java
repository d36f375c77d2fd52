package dev.comicpile.command.account.passkey;

import com.webauthn4j.util.Base64UrlUtil;
import com.webauthn4j.util.UUIDUtil;
import dev.comicpile.command.account.AccessToken;
import dev.comicpile.command.account.Account;
import dev.comicpile.command.account.AccountTable;
import dev.comicpile.command.account.AccountWrites;
import dev.comicpile.command.account.PublicAddress;
import dev.comicpile.command.account.RefreshCookie;
import dev.comicpile.command.account.SameOrigin;
import dev.comicpile.command.account.passkey.PasskeyTable.Passkey;
import dev.comicpile.command.input.Text;
import dev.comicpile.web.Reader;
import dev.comicpile.web.RefusedException;
import dev.comicpile.web.Secret;
import dev.comicpile.web.WriteRequest;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** A reader's passkeys, and signing in with a browser by one. */
@RestController
class PasskeyController {

  private static final String PATH = "/api/account/passkeys";
  private static final String SIGN_IN = "/api/auth/web/passkey";

  /** Stands for the id of a passkey that was not kept. */
  private static final long REFUSED = 0;

  private final Passkeys passkeys;
  private final PasskeyTable table;
  private final AccountTable accounts;
  private final PublicAddress address;
  private final RefreshCookie cookie;
  private final AccountWrites writes;

  PasskeyController(
      Passkeys passkeys,
      PasskeyTable table,
      AccountTable accounts,
      PublicAddress address,
      RefreshCookie cookie,
      AccountWrites writes) {
    this.passkeys = passkeys;
    this.table = table;
    this.accounts = accounts;
    this.address = address;
    this.cookie = cookie;
    this.writes = writes;
  }

  /** What a browser makes a passkey of. */
  record PasskeyCreation(
      String challenge,
      String rpId,
      String userId,
      String userName,
      List<Integer> algorithms,
      List<String> existing) {

    PasskeyCreation {
      algorithms = List.copyOf(algorithms);
      existing = List.copyOf(existing);
    }
  }

  record NewPasskey(
      @NotNull @Text(max = 100) String name,
      @NotNull String credentialId,
      @NotNull String clientData,
      @NotNull String attestationObject,
      @NotNull List<@NotNull String> transports) {}

  record PasskeyName(@NotNull @Text(max = 100) String name) {}

  /**
   * The reader's passkeys, the newest first.
   *
   * <p>By the names that the reader has given them.
   */
  @GetMapping(PATH)
  List<Passkey> listPasskeys(Reader reader) {
    return table.findAll(reader.id());
  }

  /**
   * What a browser makes a new passkey of.
   *
   * <p>Good once and for five minutes. The browser's answer goes to addPasskey. 400 where the page
   * is not served securely under a name.
   */
  @PostMapping(PATH + "/options")
  PasskeyCreation beginPasskey(Reader reader, HttpServletRequest request) {
    Account account = accounts.requireOwn(reader.id()).requireChangeable();
    byte[] challenge = passkeys.challenge(account.id(), request);
    return new PasskeyCreation(
        Base64UrlUtil.encodeToString(challenge),
        address.host(request),
        Base64UrlUtil.encodeToString(UUIDUtil.convertUUIDToBytes(account.permanentId())),
        account.username(),
        Passkeys.ALGORITHMS,
        table.credentialIds(reader.id()).stream().map(Base64UrlUtil::encodeToString).toList());
  }

  /**
   * Keep a new passkey.
   *
   * <p>With what the browser has answered, in base64url. From then on it opens the account without
   * a name and a password.
   */
  @PostMapping(PATH)
  @ResponseStatus(HttpStatus.CREATED)
  Passkey addPasskey(
      WriteRequest write, @Valid @RequestBody NewPasskey body, HttpServletRequest request) {
    passkeys.prepare();
    // A refusal is stored like a passkey, for it uses the challenge up, too.
    long id =
        writes.once(
            write,
            () -> passkeys.add(write.reader(), request, body).map(Passkey::id).orElse(REFUSED));
    if (id == REFUSED) {
      throw RefusedException.badRequest(
          "passkey_refused", "This passkey cannot be used here. Please try again, or another one.");
    }
    return table.require(write.readerId(), id);
  }

  /**
   * Give a passkey another name.
   *
   * <p>By which its reader knows it; the device knows nothing of it.
   */
  @PutMapping(PATH + "/{passkey_id}")
  Passkey renamePasskey(
      WriteRequest write,
      @PathVariable("passkey_id") long id,
      @Valid @RequestBody PasskeyName body) {
    writes.once(
        write,
        () -> {
          accounts.requireOwnForChange(write.readerId()).requireChangeable();
          table.rename(write.readerId(), id, body.name());
        });
    return table.require(write.readerId(), id);
  }

  /**
   * Let a passkey open the account no more.
   *
   * <p>A 400 for the last one of who has no other way to sign in.
   */
  @DeleteMapping(PATH + "/{passkey_id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removePasskey(WriteRequest write, @PathVariable("passkey_id") long id) {
    writes.once(write, () -> passkeys.remove(write.reader(), id));
  }

  /** What a passkey is to sign. */
  record PasskeyRequest(String challenge, String rpId) {}

  /** What it has signed. */
  record PasskeyLogin(
      @NotNull String credentialId,
      @NotNull String clientData,
      @NotNull String authenticatorData,
      @NotNull Secret signature) {}

  /**
   * What a passkey signs to sign in.
   *
   * <p>Good once and for five minutes; the browser finds out which passkey it has, so that no name
   * is needed. 400 where the page is not served securely under a name.
   */
  @PostMapping(SIGN_IN + "/options")
  PasskeyRequest beginPasskeySignIn(HttpServletRequest request) {
    SameOrigin.require(request);
    return new PasskeyRequest(
        Base64UrlUtil.encodeToString(passkeys.challenge(null, request)), address.host(request));
  }

  /**
   * Sign in with this browser by a passkey.
   *
   * <p>With what the browser has answered, in base64url. 401 where the passkey is not known, or has
   * not signed what it was asked to.
   */
  @PostMapping(SIGN_IN)
  AccessToken signInByPasskey(@Valid @RequestBody PasskeyLogin body, ServletWebRequest browser) {
    return cookie.signIn(browser, device -> passkeys.signIn(browser.getRequest(), body, device));
  }
}

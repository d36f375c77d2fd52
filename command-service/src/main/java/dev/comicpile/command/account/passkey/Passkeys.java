package dev.comicpile.command.account.passkey;

import dev.comicpile.api.ReaderId;
import dev.comicpile.command.account.Account;
import dev.comicpile.command.account.AccountTable;
import dev.comicpile.command.account.Admission;
import dev.comicpile.command.account.Device;
import dev.comicpile.command.account.PublicAddress;
import dev.comicpile.command.account.SignInLimits;
import dev.comicpile.command.account.TokenPair;
import dev.comicpile.command.account.Tokens;
import dev.comicpile.command.account.passkey.PasskeyController.NewPasskey;
import dev.comicpile.command.account.passkey.PasskeyController.PasskeyLogin;
import dev.comicpile.command.account.passkey.PasskeyTable.KnownPasskey;
import dev.comicpile.command.account.passkey.PasskeyTable.Passkey;
import dev.comicpile.web.Reader;
import dev.comicpile.web.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.server.ResponseStatusException;

/**
 * Makes passkeys and signs in by them, where the page is served securely. What one is asked to sign
 * is kept in a table and used up by the answer, whichever process gets it.
 */
@Service
class Passkeys {

  /** For so long a reader may look for their finger. */
  static final Duration COUNTS = Duration.ofMinutes(5);

  /** The most that an account has. */
  static final int MOST = 50;

  /** What a passkey may sign with, by COSE's numbers: EdDSA, ES256 and RS256. */
  static final List<Integer> ALGORITHMS = List.of(-8, -7, -257);

  private static final int CHALLENGE_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Admission admission;
  private final AccountTable accounts;
  private final PasskeyTable table;
  private final Tokens tokens;
  private final SignInLimits limits;
  private final PublicAddress address;
  private final Clock clock;

  /** Made when it is first needed, so that whoever has no passkey pays nothing for it. */
  private final SingletonSupplier<PasskeyCeremonies> ceremonies;

  Passkeys(
      Admission admission,
      AccountTable accounts,
      PasskeyTable table,
      Tokens tokens,
      SignInLimits limits,
      PublicAddress address,
      Clock clock) {
    this.admission = admission;
    this.accounts = accounts;
    this.table = table;
    this.tokens = tokens;
    this.limits = limits;
    this.address = address;
    this.clock = clock;
    this.ceremonies = SingletonSupplier.of(() -> new PasskeyCeremonies(address));
  }

  /**
   * What a passkey is to sign.
   *
   * @param accountId whose passkey is to be made; null for a sign-in
   */
  byte[] challenge(@Nullable ReaderId accountId, HttpServletRequest request) {
    require(request);
    byte[] challenge = new byte[CHALLENGE_BYTES];
    RANDOM.nextBytes(challenge);
    Instant now = clock.instant();
    table.keepChallenge(challenge, accountId, now, now.plus(COUNTS));
    return challenge;
  }

  /** Does what is slow the first time that passkeys are read, before a transaction is opened. */
  void prepare() {
    ceremonies.obtain();
  }

  /**
   * Stores a new passkey of the reader, in a transaction of the caller's; empty if it is not good.
   * Of two that are added at once, the second one is counted after the first.
   *
   * @throws ResponseStatusException 400, if it was asked for too long ago, or is one too many
   */
  Optional<Passkey> add(Reader reader, HttpServletRequest request, NewPasskey made) {
    require(request);
    Account account = accounts.requireOwnForChange(reader.id()).requireChangeable();
    if (table.findAll(account.id()).size() >= MOST) {
      throw RefusedException.badRequest(
          "too_many_passkeys", "There are " + MOST + " passkeys already. Please remove one first.");
    }
    byte[] challenge = used(made.clientData(), account.id());
    return ceremonies
        .obtain()
        .made(request, challenge, made)
        .flatMap(passkey -> table.insert(account.id(), made.name(), passkey, clock.instant()));
  }

  /**
   * Signs in whoever has the passkey that has signed.
   *
   * @throws ResponseStatusException 401, if it is not good or not known, or was asked too long ago
   * @throws Account.Locked if nobody can sign in to the account
   */
  TokenPair signIn(HttpServletRequest request, PasskeyLogin signed, Device device) {
    require(request);
    limits.count();
    byte[] challenge = used(signed.clientData(), null);
    PasskeyCeremonies ceremony = ceremonies.obtain();
    KnownPasskey passkey =
        ceremony
            .credentialId(signed.credentialId())
            .flatMap(table::find)
            .flatMap(known -> ceremony.used(request, challenge, known, signed))
            .orElseThrow(
                () ->
                    new RefusedException(
                        HttpStatus.UNAUTHORIZED,
                        "passkey_unknown",
                        "This passkey opens nothing here. Please try another way."));
    table.use(passkey, clock.instant());
    return tokens.start(accounts.requireOwn(new ReaderId(passkey.accountId())), device);
  }

  /**
   * Takes one of the reader's away, in a transaction of the caller's; of two ways in that are taken
   * at once, the last one stays.
   */
  void remove(Reader reader, long id) {
    accounts.requireOwnForChange(reader.id()).requireChangeable();
    table.delete(reader.id(), id);
    // Where a provider alone signs people in, it was no way in.
    if (admission.passwords()) {
      admission.requireWayIn(reader.id());
    }
  }

  private byte[] used(String clientData, @Nullable ReaderId accountId) {
    return ceremonies
        .obtain()
        .challenge(clientData)
        .filter(challenge -> table.useChallenge(challenge, accountId, clock.instant()))
        .orElseThrow(
            () ->
                RefusedException.badRequest(
                    "passkey_too_late",
                    "That took too long, or was done already. Please try again."));
  }

  private void require(HttpServletRequest request) {
    admission.requirePasswords();
    if (!address.takesPasskeys(request)) {
      throw RefusedException.badRequest(
          "passkeys_not_offered", "Passkeys need a page that is served by https and has a name.");
    }
  }
}

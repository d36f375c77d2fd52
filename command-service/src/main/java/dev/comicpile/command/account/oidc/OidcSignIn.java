package dev.comicpile.command.account.oidc;

import dev.comicpile.api.ReaderId;
import dev.comicpile.command.account.Account;
import dev.comicpile.command.account.AccountTable;
import dev.comicpile.command.account.Accounts;
import dev.comicpile.command.account.Admission;
import dev.comicpile.command.account.Device;
import dev.comicpile.command.account.Logins;
import dev.comicpile.command.account.NameKey;
import dev.comicpile.command.account.OidcSettings;
import dev.comicpile.command.account.TokenFamilyTable;
import dev.comicpile.command.account.TokenPair;
import dev.comicpile.command.account.Tokens;
import dev.comicpile.web.RefusedException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/**
 * What comes of somebody for whom a provider vouches: they are let in to the account that they
 * linked, get one, or are refused. An account that is there already is linked only by who signs in
 * to it: that an address is the same proves nothing.
 */
@Service
class OidcSignIn {

  /** What came of it, as the app is told. */
  enum Outcome {
    /** They are signed in. */
    SIGNED_IN,
    /** The account that they were signed in to is linked. */
    LINKED,
    /** There is an account of that address: its password links it. */
    LINK_NEEDED,
    /** They turned back at the provider. */
    CANCELLED,
    /** It was not begun by this browser, or too long ago. */
    EXPIRED,
    /** What the provider says is not true, or not for here. */
    REFUSED,
    /** The provider cannot be asked at the moment. */
    AWAY,
    /** The provider does not say that the address is theirs. */
    EMAIL_NOT_VERIFIED,
    /** Neither their groups nor their address may sign in. */
    NOT_ALLOWED,
    /** They have no account here, and get none. */
    REGISTRATION_CLOSED,
    /** It opens somebody else's account. */
    TAKEN,
    /** Their account here is locked. */
    LOCKED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** They are not signed in, nor is anything linked. */
  static final class NotSignedIn extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    NotSignedIn(Outcome outcome) {
      super(outcome.toString());
      this.outcome = outcome;
    }

    /** Why not. */
    Outcome outcome() {
      return outcome;
    }
  }

  private final OidcSettings settings;
  private final Admission admission;
  private final Accounts accounts;
  private final Logins logins;
  private final AccountTable table;
  private final IdentityTable identities;
  private final Tokens tokens;
  private final TokenFamilyTable families;
  private final Clock clock;

  OidcSignIn(
      OidcSettings settings,
      Admission admission,
      Accounts accounts,
      Logins logins,
      AccountTable table,
      IdentityTable identities,
      Tokens tokens,
      TokenFamilyTable families,
      Clock clock) {
    this.settings = settings;
    this.admission = admission;
    this.accounts = accounts;
    this.logins = logins;
    this.table = table;
    this.identities = identities;
    this.tokens = tokens;
    this.families = families;
    this.clock = clock;
  }

  /**
   * Lets somebody in.
   *
   * @param device what with
   * @throws NotSignedIn if they are not let in
   */
  TokenPair enter(OidcIdentity identity, Device device) {
    requireAllowed(identity);
    Optional<ReaderId> owner = identities.ownerOf(identity);
    try {
      return owner.isPresent()
          ? tokens.start(table.require(owner.get()), device)
          : newcomer(identity, device);
    } catch (Account.Locked e) {
      throw new NotSignedIn(Outcome.LOCKED);
    } catch (ResponseStatusException | DataIntegrityViolationException e) {
      // the account has changed, or another request was faster: the next try finds how it is now
      throw new NotSignedIn(Outcome.EXPIRED);
    }
  }

  private TokenPair newcomer(OidcIdentity identity, Device device) {
    String email = identity.email();
    if (email != null && table.existsByEmailKey(NameKey.of(email))) {
      throw new NotSignedIn(
          identity.emailVerified() ? Outcome.LINK_NEEDED : Outcome.EMAIL_NOT_VERIFIED);
    }
    if (!admission.admitsFromProvider()) {
      throw new NotSignedIn(Outcome.REGISTRATION_CLOSED);
    }
    return accounts.registerAndLogIn(
        identity.name(),
        identity.verifiedEmail(),
        device,
        accountId -> identities.link(identity, accountId, clock.instant()));
  }

  /**
   * Sees to it that the reader's account may be changed.
   *
   * @throws ResponseStatusException 403, if it is the demo reader's
   */
  void requireChangeable(ReaderId accountId) {
    table.requireOwn(accountId).requireChangeable();
  }

  /**
   * Links the account that a reader is signed in to, as long as they are.
   *
   * @param familyId the login by which they have begun it
   * @throws NotSignedIn if it is not linked
   */
  @Transactional
  public void link(OidcIdentity identity, ReaderId accountId, UUID familyId) {
    requireAllowed(identity);
    // Whoever locks the account or ends the login has done so, or waits until it is linked.
    Optional<Account> account = table.findUnchanged(accountId);
    if (account.filter(Account::locked).isPresent()) {
      throw new NotSignedIn(Outcome.LOCKED);
    }
    if (account.isEmpty() || families.lock(familyId).filter(accountId::equals).isEmpty()) {
      throw new NotSignedIn(Outcome.EXPIRED);
    }
    link(identity, accountId);
  }

  /**
   * Takes a link of a reader away, in a transaction of the caller's; of two ways in that are taken
   * at once, the last one stays.
   *
   * @throws ResponseStatusException 400, if it is the last way in; 403, if the account is the demo
   *     reader's; 404, if there is no such link
   */
  void unlink(ReaderId accountId, long id) {
    table.requireOwnForChange(accountId).requireChangeable();
    identities.delete(accountId, id);
    admission.requireWayIn(accountId);
  }

  private void link(OidcIdentity identity, ReaderId accountId) {
    Optional<ReaderId> owner = identities.ownerOf(identity);
    if (owner.filter(accountId::equals).isPresent()) {
      return;
    }
    if (owner.isPresent()) {
      throw new NotSignedIn(Outcome.TAKEN);
    }
    try {
      identities.link(identity, accountId, clock.instant());
    } catch (DuplicateKeyException e) {
      throw new NotSignedIn(Outcome.TAKEN);
    } catch (DataIntegrityViolationException e) {
      throw new NotSignedIn(Outcome.EXPIRED); // the account is gone
    }
  }

  /**
   * Links the account whose password somebody knows who may sign in, and signs them in to it; empty
   * if they do not know it.
   *
   * @throws ResponseStatusException 403, if the account is locked or the demo reader's; 400, if the
   *     identity has been linked meanwhile
   */
  Optional<TokenPair> linkByPassword(
      OidcIdentity identity, String username, String password, Device device) {
    return logins.logIn(
        username,
        password,
        device,
        account -> {
          account.requireChangeable().requireUnlocked();
          try {
            link(identity, account.id());
          } catch (NotSignedIn e) {
            throw RefusedException.badRequest(
                "link_taken", "This account of " + settings.name() + " cannot be linked any more.");
          }
        });
  }

  private void requireAllowed(OidcIdentity identity) {
    if (!settings.restricted()
        || identity.groups().stream().anyMatch(settings.allowedGroups()::contains)) {
      return;
    }
    if (!identity.isOfDomain(settings.allowedDomains())) {
      throw new NotSignedIn(Outcome.NOT_ALLOWED);
    }
    if (!identity.emailVerified()) {
      throw new NotSignedIn(Outcome.EMAIL_NOT_VERIFIED);
    }
  }
}

package dev.comicpile.command.account;

import dev.comicpile.portability.ReaderAccounts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/** Registers readers and knows them by their password. */
@Service
public class Accounts implements ReaderAccounts {

  /** BCrypt reads so many bytes of a password and no more. */
  static final int LONGEST_PASSWORD = 72;

  static final int SHORTEST_PASSWORD = 8;

  private static final String USERNAME_TAKEN = "Username already registered";
  private static final String EMAIL_TAKEN = "Email already registered";

  private final AccountTable accounts;
  private final Tokens tokens;
  private final PasswordEncoder passwords;
  private final TransactionTemplate transaction;
  private final Clock clock;

  /** Compared with where there is no such name, so that both cases take the same time. */
  private final String nobodysHash;

  Accounts(
      AccountTable accounts,
      Tokens tokens,
      PasswordEncoder passwords,
      TransactionTemplate transaction,
      Clock clock) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.passwords = passwords;
    this.transaction = transaction;
    this.clock = clock;
    this.nobodysHash = hash(UUID.randomUUID().toString());
  }

  /**
   * Registers a reader.
   *
   * @param username 1 to 50 characters; taken without regard to case
   * @param email an address; taken without regard to case
   * @param password 8 to 72 bytes in UTF-8
   * @return the reader's id
   * @throws ResponseStatusException 400, if the name or the address is taken
   */
  public long register(String username, String email, String password) {
    return store(username, email, password, false).id();
  }

  @Override
  public long registerAgain(String username, String password, Instant registeredAt) {
    String hash = hash(password);
    return stored(() -> insert(username, null, hash, false, registeredAt)).id();
  }

  @Override
  public boolean changeUnusedPassword(long readerId, String password) {
    String hash = hash(password);
    return stored(
        () -> {
          Optional<Account> unused =
              accounts.findById(readerId).filter(account -> !tokens.hasLoggedIn(account.id()));
          unused.ifPresent(account -> accounts.changePassword(account.id(), hash));
          return unused.isPresent();
        });
  }

  @Override
  public String nameKey(String username) {
    return Account.key(username);
  }

  /**
   * Makes sure that there is a reader.
   *
   * @throws ResponseStatusException 404, if nobody has that id
   */
  public void require(long userId) {
    if (!accounts.existsById(userId)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "User " + userId + " not found");
    }
  }

  /**
   * Registers an admin with a password that nobody knows but who calls this, if there is no admin
   * yet. No reader is promoted, whatever their name: the password would not be theirs.
   */
  public Optional<GeneratedAdmin> generateFirstAdmin() {
    if (accounts.existsAdmin()) {
      return Optional.empty();
    }
    GeneratedAdmin admin = GeneratedAdmin.named(name -> byName(name).isPresent());
    store(admin.username(), null, admin.password(), true);
    return Optional.of(admin);
  }

  @Override
  public String nameOf(long readerId) {
    return accounts.findById(readerId).map(Account::username).orElse("reader " + readerId);
  }

  @Override
  public OptionalLong find(String username) {
    return byName(username)
        .map(account -> OptionalLong.of(account.id()))
        .orElseGet(OptionalLong::empty);
  }

  /** Registers a reader and logs them in. */
  TokenPair registerAndLogIn(String username, String email, String password) {
    String hash = hash(password);
    return stored(
        () -> {
          Account account = insert(username, email, hash, false, clock.instant());
          return tokens.start(account);
        });
  }

  /** New tokens, if the password is that reader's. */
  Optional<TokenPair> logIn(String username, String password) {
    Account account = byName(username).orElse(null);
    // always compared, so that the time does not tell whether there is such a name
    boolean right =
        passwords.matches(password, account == null ? nobodysHash : account.passwordHash());
    if (account == null
        || !right
        || password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD) {
      return Optional.empty();
    }
    return Optional.of(tokens.start(account));
  }

  Optional<Account> byId(long id) {
    return accounts.findById(id);
  }

  /**
   * Makes the reader of that name an admin; one that isn't registered yet is, with the password.
   */
  void ensureAdmin(String username, String password) {
    if (promote(username)) {
      return;
    }
    try {
      store(username, null, password, true);
    } catch (ResponseStatusException e) {
      // another service that starts at the same time was faster
      promote(username);
    }
  }

  private boolean promote(String username) {
    Optional<Account> account = byName(username);
    account.ifPresent(found -> accounts.promote(found.id()));
    return account.isPresent();
  }

  private Account store(String username, @Nullable String email, String password, boolean admin) {
    String hash = hash(password);
    return stored(() -> insert(username, email, hash, admin, clock.instant()));
  }

  private Account insert(
      String username, @Nullable String email, String hash, boolean admin, Instant at) {
    // The name is looked up last and told first, so that of two equal registrations the second is
    // always told of the name, however they overlap.
    boolean emailTaken = email != null && accounts.existsByEmailKey(Account.key(email));
    if (accounts.existsByUsernameKey(Account.key(username))) {
      throw taken(USERNAME_TAKEN);
    }
    if (emailTaken) {
      throw taken(EMAIL_TAKEN);
    }
    return accounts.insert(username, email, hash, admin, at);
  }

  /** In one transaction; who comes second is told what is taken by the table's constraints. */
  private <T> T stored(java.util.function.Supplier<T> work) {
    try {
      T result = transaction.execute(status -> work.get());
      return java.util.Objects.requireNonNull(result);
    } catch (DataIntegrityViolationException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("account_username_taken")) {
        throw taken(USERNAME_TAKEN);
      }
      if (message.contains("account_email_taken")) {
        throw taken(EMAIL_TAKEN);
      }
      throw e;
    }
  }

  private static ResponseStatusException taken(String sentence) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, sentence);
  }

  private Optional<Account> byName(String username) {
    // PostgreSQL stores neither of these, so there can be no such name
    boolean storable =
        username.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(username);
    return storable ? accounts.findByUsernameKey(Account.key(username)) : Optional.empty();
  }

  private String hash(String password) {
    return java.util.Objects.requireNonNull(passwords.encode(password));
  }
}

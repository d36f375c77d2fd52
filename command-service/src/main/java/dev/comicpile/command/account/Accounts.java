package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.command.account.AuthController.Registration;
import dev.comicpile.command.account.password.Passwords;
import dev.comicpile.portability.ReaderAccounts;
import dev.comicpile.startup.StartFailure;
import dev.comicpile.web.PlainText;
import dev.comicpile.web.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/** Registers readers and knows them by their password. */
@Service
public class Accounts implements ReaderAccounts {

  private static final String USERNAME_TAKEN = "Username already registered";
  private static final String EMAIL_TAKEN = "Email already registered";

  /** What may stand behind it finds place within a name's 50. */
  private static final int LONGEST_WANTED = 40;

  private final AccountTable accounts;
  private final ReaderNumbers numbers;
  private final Admission admission;
  private final Tokens tokens;
  private final Passwords passwords;
  private final SignInLimits limits;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Accounts(
      AccountTable accounts,
      NameKeys renewed,
      ReaderNumbers numbers,
      Admission admission,
      Tokens tokens,
      Passwords passwords,
      SignInLimits limits,
      TransactionTemplate transaction,
      Clock clock) {
    this.accounts = accounts;
    this.numbers = numbers;
    this.admission = admission;
    this.tokens = tokens;
    this.passwords = passwords;
    this.limits = limits;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Registers a reader.
   *
   * @param username 1 to 50 characters; taken without regard to case
   * @param email an address; taken without regard to case
   * @param password 8 characters or more, at most 72 bytes in UTF-8
   * @return the reader's id
   * @throws ResponseStatusException 400, if the name or the address is taken
   */
  public ReaderId register(String username, String email, String password) {
    return store(username, email, password, false).id();
  }

  @Override
  public String newPassword() {
    return OneTimeCode.password();
  }

  @Override
  public ReaderId registerAgain(String username, String password, Instant registeredAt) {
    String hash = passwords.hashAtOnce(password);
    return stored(() -> insert(username, null, hash, false, registeredAt)).id();
  }

  @Override
  public boolean changeUnusedPassword(ReaderId readerId, String password) {
    return accounts.changeUnusedPassword(readerId, passwords.hashAtOnce(password));
  }

  @Override
  public String nameKey(String username) {
    return NameKey.of(username);
  }

  /**
   * Registers an admin with a password that nobody knows but who calls this, if there is no admin
   * yet. No reader is promoted, whatever their name: the password would not be theirs.
   */
  public Optional<GeneratedAdmin> generateFirstAdmin() {
    if (accounts.existsAdmin()) {
      return Optional.empty();
    }
    GeneratedAdmin admin = GeneratedAdmin.named(name -> accounts.findByName(name).isPresent());
    store(admin.username(), null, admin.password(), true);
    return Optional.of(admin);
  }

  @Override
  public String nameOf(ReaderId readerId) {
    return accounts.findById(readerId).map(Account::username).orElse("reader " + readerId);
  }

  @Override
  public Registered registered(ReaderId readerId) {
    Account account = accounts.requireOwn(readerId);
    return new Registered(account.username(), account.email(), account.registeredAt());
  }

  @Override
  public Optional<ReaderId> find(String username) {
    return accounts.findByName(username).map(Account::id);
  }

  /** Lets nobody change the account of a reader whose password everybody knows. */
  public void markDemo(ReaderId readerId) {
    accounts.markDemo(readerId);
  }

  /** The id of the reader of that name, if there is one and it is their password. */
  public Optional<ReaderId> find(String username, String password) {
    return accounts
        .findByName(username)
        .filter(account -> passwords.matchesAtOnce(password, account.passwordHash()))
        .map(Account::id);
  }

  /**
   * Registers a reader and logs them in.
   *
   * @param device what with
   * @throws ResponseStatusException 403 or 400, if they may not register; 400, if the name or the
   *     address is taken
   */
  TokenPair registerAndLogIn(Registration wanted, Device device) {
    admission.requirePasswords();
    limits.count();
    admission.require(wanted.invitationCode());
    String hash = passwords.hash(wanted.password().text());
    return stored(
        () -> {
          Account account = insert(wanted.username(), wanted.email(), hash, false, clock.instant());
          admission.use(wanted.invitationCode(), account.id());
          return tokens.start(account, device);
        });
  }

  /**
   * Registers a reader for whom somebody else vouches, without a password, and logs them in.
   *
   * @param wanted what they are called; where it is taken, they get a name like it
   * @param email an address that nobody has registered
   * @param then what else is to be done of it in the same transaction
   * @throws DataIntegrityViolationException if somebody else was faster
   */
  public TokenPair registerAndLogIn(
      String wanted, @Nullable String email, Device device, Consumer<ReaderId> then) {
    return stored(
        () -> {
          Account account = insert(freeName(wanted), email, null, false, clock.instant());
          then.accept(account.id());
          return tokens.start(account, device);
        });
  }

  private String freeName(String wanted) {
    String cleaned = PlainText.cut(PlainText.name(wanted), LONGEST_WANTED);
    String name = cleaned.isEmpty() ? "reader" : cleaned;
    String free = name;
    for (int n = 2; accounts.existsByUsernameKey(NameKey.of(free)); n++) {
      free = name + "-" + n;
    }
    return free;
  }

  Optional<Account> byId(ReaderId id) {
    return accounts.findById(id);
  }

  /**
   * Registers the admin of the settings. One who is an admin already stays one and keeps their
   * password. A reader is never promoted: anybody may have registered that name first.
   *
   * @throws StartFailure if the name belongs to a reader
   */
  void ensureAdmin(String username, String password) {
    if (isAdmin(username)) {
      return;
    }
    try {
      store(username, null, password, true);
    } catch (ResponseStatusException e) {
      // another service that starts at the same time was faster
      isAdmin(username);
    }
  }

  private boolean isAdmin(String username) {
    Optional<Account> account = accounts.findByName(username);
    account
        .filter(reader -> !reader.admin())
        .ifPresent(
            reader -> {
              throw new StartFailure(
                  "The name of PILE_ADMIN_USERNAME belongs to a reader who registered it: choose"
                      + " another one, or make that reader an admin by the command 'promote "
                      + reader.username()
                      + "'.");
            });
    return account.isPresent();
  }

  private Account store(String username, @Nullable String email, String password, boolean admin) {
    String hash = passwords.hashAtOnce(password);
    return stored(() -> insert(username, email, hash, admin, clock.instant()));
  }

  private Account insert(
      String username, @Nullable String email, @Nullable String hash, boolean admin, Instant at) {
    // The name is looked up last and told first, so that of two equal registrations the second is
    // always told of the name, however they overlap.
    boolean emailTaken = email != null && accounts.existsByEmailKey(NameKey.of(email));
    if (accounts.existsByUsernameKey(NameKey.of(username))) {
      throw RefusedException.badRequest("username_taken", USERNAME_TAKEN);
    }
    if (emailTaken) {
      throw RefusedException.badRequest("email_taken", EMAIL_TAKEN);
    }
    return accounts.insert(numbers.next(), PlainText.nfc(username), email, hash, admin, at);
  }

  /** In one transaction; who comes second is told what is taken by the table's constraints. */
  private <T> T stored(Supplier<T> work) {
    try {
      T result = transaction.execute(status -> work.get());
      return Objects.requireNonNull(result);
    } catch (DataIntegrityViolationException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("account_username_taken")) {
        throw RefusedException.badRequest("username_taken", USERNAME_TAKEN);
      }
      if (message.contains("account_email_taken")) {
        throw RefusedException.badRequest("email_taken", EMAIL_TAKEN);
      }
      throw e;
    }
  }

  /** The refusal of a reader whose token is looked up as good for a moment yet. */
  static ResponseStatusException gone() {
    return new ResponseStatusException(
        HttpStatus.UNAUTHORIZED, "This account is gone. Please register again.");
  }

  static ResponseStatusException notFound(ReaderId userId) {
    return RefusedException.notFound("user_not_found", "User " + userId + " not found");
  }
}

package dev.comicpile.command.account.key;

import dev.comicpile.command.account.Account;
import dev.comicpile.command.account.AccountTable;
import dev.comicpile.command.account.AccountWrites;
import dev.comicpile.command.account.OneTimeCode;
import dev.comicpile.command.input.Text;
import dev.comicpile.web.ApiKeys;
import dev.comicpile.web.BadInputException;
import dev.comicpile.web.FieldProblem;
import dev.comicpile.web.Reader;
import dev.comicpile.web.RefusedException;
import dev.comicpile.web.Scope;
import dev.comicpile.web.Secret;
import dev.comicpile.web.WriteRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A reader's keys for programs. */
@RestController
@RequestMapping("/api/account/keys")
class KeyController {

  /** The most that an account has. */
  static final int MOST = 50;

  private final AccountTable accounts;
  private final KeyTable keys;
  private final AccountWrites writes;
  private final Clock clock;

  KeyController(AccountTable accounts, KeyTable keys, AccountWrites writes, Clock clock) {
    this.accounts = accounts;
    this.keys = keys;
    this.writes = writes;
    this.clock = clock;
  }

  record NewApiKey(
      @NotNull @Text(max = 100) String name,
      @NotNull List<@NotNull Scope> scopes,
      @Nullable @Future(message = "must be in the future") Instant expiresAt) {}

  /**
   * A key that was just made.
   *
   * @param key the key itself, which nobody can be told again
   */
  record MadeApiKey(
      long id,
      String name,
      List<Scope> scopes,
      Instant createdAt,
      @Nullable Instant expiresAt,
      Secret key) {

    MadeApiKey {
      scopes = List.copyOf(scopes);
    }
  }

  /**
   * The reader's keys for programs, the newest first.
   *
   * <p>Without the keys themselves, which are not stored. Their use is noted hourly.
   */
  @GetMapping
  List<ApiKey> listApiKeys(Reader reader) {
    return keys.findAll(reader.id());
  }

  /**
   * Make a key for a program.
   *
   * <p>It is shown this once and taken as a bearer token by all paths that its scopes name: {@code
   * read} for looking, {@code play} for changing the pile, {@code admin} for what admins may do
   * while its owner is one. None opens the account itself. Sent again under its Idempotency-Key it
   * is the same key with other letters, since nobody knows the first ones any more; those count no
   * more.
   */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  MadeApiKey makeApiKey(WriteRequest write, @Valid @RequestBody NewApiKey body) {
    Account account = accounts.requireOwn(write.readerId()).requireChangeable();
    Instant now = clock.instant();
    if (body.scopes().isEmpty()) {
      throw new BadInputException(
          new FieldProblem(
              "body.scopes",
              "must name at least one of read, play, admin",
              FieldProblem.TOO_SHORT));
    }
    Set<Scope> scopes = EnumSet.copyOf(body.scopes());
    if (scopes.contains(Scope.ADMIN) && !account.admin()) {
      throw RefusedException.forbidden(
          "admin_scope", "Only an admin can make a key with the scope admin.");
    }
    String key = ApiKeys.PREFIX + OneTimeCode.letters();
    byte[] hash = ApiKeys.hash(key);
    long id = writes.once(write, () -> insert(account, body, scopes, hash, now));
    ApiKey made = keys.setHash(account.id(), id, hash);
    return new MadeApiKey(
        made.id(), made.name(), made.scopes(), made.createdAt(), made.expiresAt(), new Secret(key));
  }

  /**
   * Take a key away.
   *
   * <p>Both services refuse it within a second.
   */
  @DeleteMapping("/{key_id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deleteApiKey(WriteRequest write, @PathVariable("key_id") long id) {
    writes.once(
        write,
        () -> {
          accounts.requireOwnForChange(write.readerId());
          keys.delete(write.readerId(), id);
        });
  }

  private long insert(
      Account account, NewApiKey body, Set<Scope> scopes, byte[] hash, Instant now) {
    // of two that are made at once, the second one is counted after the first
    accounts.requireOwnForChange(account.id());
    if (keys.findAll(account.id()).size() >= MOST) {
      throw RefusedException.badRequest(
          "too_many_keys", "An account has " + MOST + " keys at most. Please delete one first.");
    }
    return keys.insert(account.id(), body.name(), hash, scopes, now, body.expiresAt());
  }
}

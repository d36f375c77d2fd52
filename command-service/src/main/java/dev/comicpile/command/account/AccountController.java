package dev.comicpile.command.account;

import dev.comicpile.command.account.password.Password;
import dev.comicpile.web.Reader;
import dev.comicpile.web.Secret;
import dev.comicpile.web.WriteRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
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

/** The reader's own account: its password, the devices it is signed in on, and its end. */
@RestController
@RequestMapping("/api/account")
class AccountController {

  private final AccountTable accounts;
  private final Tokens tokens;
  private final PasswordChanges passwords;
  private final Departure departure;
  private final AccountWrites writes;

  AccountController(
      AccountTable accounts,
      Tokens tokens,
      PasswordChanges passwords,
      Departure departure,
      AccountWrites writes) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.passwords = passwords;
    this.departure = departure;
    this.writes = writes;
  }

  record PasswordChange(@Nullable Secret oldPassword, @NotNull @Password Secret newPassword) {}

  /**
   * Change one's own password.
   *
   * <p>All other sessions end, this one goes on. A wrong old password is a 400, and such guesses
   * are limited like those at a login. Who has no password sets one within five minutes of a
   * sign-in, without an old one.
   */
  @PostMapping("/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void changePassword(WriteRequest write, @Valid @RequestBody PasswordChange body) {
    writes.onceAfter(
        write.fingerprinted("password"),
        () -> passwords.change(write.reader(), body.oldPassword(), body.newPassword()));
  }

  /** How many sessions have ended. */
  record EndedSessions(int ended) {}

  /**
   * The devices that the reader is signed in on, seen last first.
   *
   * <p>A device is seen whenever it gets new tokens, so within the time that an access token is
   * good for. The demo reader sees the device that asks, and nobody else's.
   */
  @GetMapping("/sessions")
  List<DeviceSession> listDeviceSessions(Reader reader) {
    boolean demo = accounts.requireOwn(reader.id()).demo();
    return tokens.sessions(reader).stream().filter(session -> session.current() || !demo).toList();
  }

  /**
   * Sign out on one device, within a second.
   *
   * <p>It may be the one that asks.
   */
  @DeleteMapping("/sessions/{device_session_id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endDeviceSession(WriteRequest write, @PathVariable("device_session_id") long id) {
    writes.once(
        write,
        () -> {
          accounts.requireOwnForChange(write.readerId()).requireChangeable();
          tokens.revoke(write.readerId(), id);
        });
  }

  /**
   * Sign out everywhere else, within a second.
   *
   * <p>The session that asks goes on.
   */
  @DeleteMapping("/sessions")
  EndedSessions endOtherDeviceSessions(WriteRequest write) {
    return new EndedSessions(
        writes.count(
            write,
            () -> {
              accounts.requireOwnForChange(write.readerId()).requireChangeable();
              return tokens.revokeOthers(write.reader());
            }));
  }

  record Leaving(@Nullable Secret password) {}

  /**
   * Delete one's own account and everything in it, at once.
   *
   * <p>Events, views, stored answers, tokens and keys are gone from the database, and no older copy
   * of the data brings them back. Who has no password must have signed in within the last five
   * minutes. The last admin cannot leave (400). There is no way back: exportOwnPile first takes
   * everything out, and with If-Match nothing goes that was added since.
   */
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deleteAccount(WriteRequest write, @Valid @RequestBody Leaving body) {
    departure.leave(write, body.password());
  }
}

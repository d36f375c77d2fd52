package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.command.account.password.Password;
import dev.comicpile.command.input.Trimmed;
import dev.comicpile.web.Reader;
import dev.comicpile.web.WriteRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Changing a password, and setting a new one where the old one was forgotten. */
@RestController
class PasswordController {

  private final PasswordChanges changes;
  private final AccountWrites writes;

  PasswordController(PasswordChanges changes, AccountWrites writes) {
    this.changes = changes;
    this.writes = writes;
  }

  record PasswordChange(@Nullable String oldPassword, @NotNull @Password String newPassword) {

    @Override
    public String toString() {
      return "PasswordChange"; // a password does not belong in a log
    }
  }

  record PasswordReset(
      @NotNull @Trimmed String username,
      @NotNull String code,
      @NotNull @Password String newPassword) {

    @Override
    public String toString() {
      return "PasswordReset"; // a password does not belong in a log
    }
  }

  @PostMapping("/api/account/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Tag(name = "Account")
  @Operation(
      summary = "Change one's own password",
      description =
          "All other sessions end, this one goes on. A wrong old password is a 400, and such"
              + " guesses are limited like those at a login. Who has no password sets one within five"
              + " minutes of a sign-in, without an old one.")
  void changePassword(WriteRequest write, @Valid @RequestBody PasswordChange body) {
    writes.once(
        write.fingerprinted("password"),
        false, // no transaction is kept open while passwords are compared
        () -> {
          changes.change(write.reader(), body.oldPassword(), body.newPassword());
          return 0;
        });
  }

  @PostMapping("/api/auth/reset-password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Tag(name = "Auth")
  @Operation(
      summary = "Set a new password by a code",
      description =
          "The code comes from an admin, or from whoever runs reset-password on the machine itself;"
              + " it is good for an hour and once. All sessions of the account end. Whatever is"
              + " wrong, the refusal is the same.")
  void resetPassword(@Valid @RequestBody PasswordReset body) {
    changes.reset(body.username(), body.code(), body.newPassword());
  }

  @PostMapping("/api/admin/users/{user_id}/reset-code")
  @Tag(name = "Admin")
  @Operation(
      summary = "Make a code by which a reader sets a new password",
      description =
          "It is shown this once, good for an hour and once; a code made before is good no more.")
  ResetCode makeResetCode(Reader reader, @PathVariable("user_id") ReaderId userId) {
    AdminRights.requireSignedIn(reader);
    return changes.makeCode(userId);
  }
}

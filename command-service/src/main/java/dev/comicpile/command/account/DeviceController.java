package dev.comicpile.command.account;

import dev.comicpile.web.Reader;
import dev.comicpile.web.RefusedException;
import dev.comicpile.web.WriteRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The devices that a reader is signed in on. */
@RestController
@RequestMapping("/api/account/sessions")
@Tag(name = "Account")
class DeviceController {

  private final AccountTable accounts;
  private final Tokens tokens;
  private final AccountWrites writes;

  DeviceController(AccountTable accounts, Tokens tokens, AccountWrites writes) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.writes = writes;
  }

  /** How many sessions have ended. */
  @Schema(name = "EndedSessions")
  record Ended(int ended) {}

  @GetMapping
  @Operation(
      summary = "The devices that the reader is signed in on, seen last first",
      description =
          "A device is seen whenever it gets new tokens, so within the time that an access token is"
              + " good for. The demo reader sees the device that asks, and nobody else's.")
  List<DeviceSession> listDeviceSessions(Reader reader) {
    boolean demo = accounts.require(reader.id()).demo();
    return tokens.sessions(reader).stream().filter(session -> session.current() || !demo).toList();
  }

  @DeleteMapping("/{device_session_id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Sign out on one device, within a second",
      description = "It may be the one that asks.")
  void endDeviceSession(WriteRequest write, @PathVariable("device_session_id") long id) {
    accounts.require(write.readerId()).requireChangeable();
    writes.once(
        write,
        () -> {
          if (!tokens.revoke(write.readerId(), id)) {
            throw new RefusedException(
                HttpStatus.NOT_FOUND, "device_not_found", "Session " + id + " not found");
          }
        });
  }

  @DeleteMapping
  @Operation(
      summary = "Sign out everywhere else, within a second",
      description = "The session that asks goes on.")
  Ended endOtherDeviceSessions(WriteRequest write) {
    accounts.require(write.readerId()).requireChangeable();
    return new Ended(writes.count(write, () -> tokens.revokeOthers(write.reader())));
  }
}

package dev.comicpile.command.account;

import dev.comicpile.web.WriteRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Leaving for good. */
@RestController
@Tag(name = "Account")
class DepartureController {

  private final Departure departure;

  DepartureController(Departure departure) {
    this.departure = departure;
  }

  record Leaving(@Nullable String password) {

    @Override
    public String toString() {
      return "Leaving"; // a password does not belong in a log
    }
  }

  @DeleteMapping("/api/account")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Delete one's own account and everything in it, at once",
      description =
          "Events, views, stored answers, tokens and keys are gone from the database, and no older"
              + " copy of the data brings them back. Who has no password must have signed in within"
              + " the last five minutes. The last admin cannot leave (400). There is no"
              + " way back: exportOwnPile first takes everything out, and with"
              + " If-Match nothing goes that was added since.")
  void deleteAccount(WriteRequest write, @Valid @RequestBody Leaving body) {
    departure.leave(write, body.password());
  }
}

package dev.comicpile.command.account;

import dev.comicpile.command.input.Text;
import dev.comicpile.web.Paging;
import dev.comicpile.web.Secret;
import dev.comicpile.web.WriteRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import java.time.Clock;
import java.time.Instant;
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

/** Invitations to register. */
@RestController
@RequestMapping("/api/admin/invitations")
class InvitationController {

  private static final int DEFAULT_LIMIT = 50;

  private final InvitationTable invitations;
  private final AccountWrites writes;
  private final Clock clock;

  InvitationController(InvitationTable invitations, AccountWrites writes, Clock clock) {
    this.invitations = invitations;
    this.writes = writes;
    this.clock = clock;
  }

  record NewInvitation(
      @Nullable @Text(max = 100, mayBeBlank = true) String name,
      @Nullable @Future(message = "must be in the future") Instant expiresAt) {}

  /** An invitation that was just made, with the code that nobody can be told again. */
  record MadeInvitation(
      long id,
      @Nullable String name,
      Instant createdAt,
      @Nullable Instant expiresAt,
      Secret code) {}

  /**
   * The invitations to register, the newest first.
   *
   * <p>Used ones too, and without the codes, which are not stored.
   */
  @GetMapping
  List<Invitation> listInvitations(@Valid Paging paging) {
    return invitations.find(paging.limitOr(DEFAULT_LIMIT), paging.skipped());
  }

  /**
   * Make an invitation by which one person can register.
   *
   * <p>Its code is shown this once. It is asked for where PILE_REGISTRATION is {@code invitation}.
   * Sent again under its Idempotency-Key it is the same invitation with another code; the first
   * counts no more.
   */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  MadeInvitation makeInvitation(WriteRequest write, @Valid @RequestBody NewInvitation body) {
    Instant now = clock.instant();
    String code = OneTimeCode.make();
    byte[] hash = OneTimeCode.hash(code);
    long id =
        writes.once(write, () -> invitations.insert(body.name(), hash, now, body.expiresAt()));
    Invitation made = invitations.setHash(id, hash);
    return new MadeInvitation(
        made.id(), made.name(), made.createdAt(), made.expiresAt(), new Secret(code));
  }

  /**
   * Take an invitation away.
   *
   * <p>Whoever has registered with it stays.
   */
  @DeleteMapping("/{invitation_id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deleteInvitation(WriteRequest write, @PathVariable("invitation_id") long id) {
    writes.once(write, () -> invitations.delete(id));
  }
}

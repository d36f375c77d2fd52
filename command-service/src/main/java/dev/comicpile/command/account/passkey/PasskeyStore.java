package dev.comicpile.command.account.passkey;

import dev.comicpile.api.ReaderId;
import dev.comicpile.command.account.Account;
import dev.comicpile.command.account.AccountTable;
import dev.comicpile.command.account.passkey.PasskeyTable.Passkey;
import dev.comicpile.command.account.passkey.PasskeyTable.StoredPasskey;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;

/**
 * The accounts and their passkeys as Spring Security's WebAuthn asks for them. Its own stores name
 * their tables without a schema and their users by a handle of their own; here a user's handle is
 * the account's permanent id, and the passkeys go with the account.
 */
final class PasskeyStore
    implements UserCredentialRepository, PublicKeyCredentialUserEntityRepository {

  private final PasskeyTable passkeys;
  private final AccountTable accounts;
  private final Clock clock;

  PasskeyStore(PasskeyTable passkeys, AccountTable accounts, Clock clock) {
    this.passkeys = passkeys;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** The account of a passkey that is there. */
  ReaderId ownerOf(byte[] credentialId) {
    return passkeys.find(credentialId).orElseThrow().accountId();
  }

  /** A passkey that has just been made, as its reader sees it. */
  Passkey made(byte[] credentialId) {
    StoredPasskey stored = passkeys.find(credentialId).orElseThrow();
    return new Passkey(stored.id(), stored.name(), stored.createdAt(), null);
  }

  @Override
  public @Nullable CredentialRecord findByCredentialId(Bytes credentialId) {
    return passkeys.find(credentialId.getBytes()).map(PasskeyStore::credential).orElse(null);
  }

  @Override
  public List<CredentialRecord> findByUserId(Bytes userId) {
    return passkeys.findByOwner(PasskeyHandle.permanentId(userId.getBytes())).stream()
        .map(PasskeyStore::credential)
        .toList();
  }

  @Override
  public void save(CredentialRecord record) {
    byte[] credentialId = record.getCredentialId().getBytes();
    if (passkeys.find(credentialId).isPresent()) {
      passkeys.use(
          credentialId, record.getSignatureCount(), record.isBackupState(), clock.instant());
      return;
    }
    ReaderId accountId =
        accounts
            .findByPermanentId(PasskeyHandle.permanentId(record.getUserEntityUserId().getBytes()))
            .orElseThrow()
            .id();
    passkeys.insert(
        new StoredPasskey(
            0,
            accountId,
            PasskeyHandle.permanentId(record.getUserEntityUserId().getBytes()),
            record.getLabel(),
            credentialId,
            record.getPublicKey().getBytes(),
            record.getSignatureCount(),
            record.isUvInitialized(),
            record.isBackupEligible(),
            record.isBackupState(),
            record.getTransports().stream().map(AuthenticatorTransport::getValue).toList(),
            Objects.requireNonNull(record.getAttestationObject()).getBytes(),
            clock.instant()));
  }

  @Override
  public void delete(Bytes id) {
    throw new UnsupportedOperationException("accounts and passkeys are deleted by their numbers");
  }

  @Override
  public @Nullable PublicKeyCredentialUserEntity findById(Bytes id) {
    return accounts
        .findByPermanentId(PasskeyHandle.permanentId(id.getBytes()))
        .map(account -> user(account, id))
        .orElse(null);
  }

  @Override
  public @Nullable PublicKeyCredentialUserEntity findByUsername(String username) {
    return accounts
        .findByName(username)
        .map(
            account ->
                user(account, new Bytes(PasskeyHandle.of(accounts.permanentId(account.id())))))
        .orElse(null);
  }

  @Override
  public void save(PublicKeyCredentialUserEntity user) {
    throw new UnsupportedOperationException("users are accounts");
  }

  private static PublicKeyCredentialUserEntity user(Account account, Bytes handle) {
    return ImmutablePublicKeyCredentialUserEntity.builder()
        .id(handle)
        .name(account.username())
        .displayName(account.username())
        .build();
  }

  private static CredentialRecord credential(StoredPasskey passkey) {
    Set<AuthenticatorTransport> transports = new HashSet<>();
    passkey.transports().forEach(name -> transports.add(AuthenticatorTransport.valueOf(name)));
    return ImmutableCredentialRecord.builder()
        .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
        .credentialId(new Bytes(passkey.credentialId()))
        .userEntityUserId(new Bytes(PasskeyHandle.of(passkey.owner())))
        .publicKey(new ImmutablePublicKeyCose(passkey.publicKey()))
        .signatureCount(passkey.signatureCount())
        .uvInitialized(passkey.verified())
        .backupEligible(passkey.backupEligible())
        .backupState(passkey.backedUp())
        .transports(transports)
        .attestationObject(new Bytes(passkey.attestationObject()))
        .label(passkey.name())
        .created(passkey.createdAt())
        .build();
  }
}

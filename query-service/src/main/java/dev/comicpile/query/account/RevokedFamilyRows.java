package dev.comicpile.query.account;

import java.time.Instant;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The families of tokens that no longer count. */
interface RevokedFamilyRows extends Repository<RevokedFamilyRow, String> {

  /** Adds a family, or sets the same again. */
  RevokedFamilyRow save(RevokedFamilyRow row);

  boolean existsById(String familyId);

  /** Forgets families whose last token has expired by itself. */
  @Modifying
  @Query("delete from RevokedFamilyRow f where f.expiresAt < :moment")
  void forgetExpiredBefore(Instant moment);
}

package dev.comicpile.command.account;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The token families by id. */
interface TokenFamilyTable extends Repository<TokenFamily, UUID> {

  TokenFamily save(TokenFamily family);

  /**
   * A family, locked until the transaction ends: of two refreshes with one token the second waits
   * and then finds the token used.
   */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select f from TokenFamily f where f.id = :id")
  Optional<TokenFamily> lock(UUID id);

  boolean existsByAccountId(long accountId);

  /**
   * All families of a reader that still count, locked until the transaction ends; always in the
   * same order, so that two who lock them never wait for each other.
   */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query(
      """
      select f from TokenFamily f
      where f.accountId = :accountId and f.revokedAt is null and f.expiresAt >= :now
      order by f.id
      """)
  List<TokenFamily> lockAll(long accountId, Instant now);

  /** Forgets the families of a reader whose tokens have all expired. */
  @Modifying
  @Query("delete from TokenFamily f where f.accountId = :accountId and f.expiresAt < :now")
  int deleteExpired(long accountId, Instant now);
}

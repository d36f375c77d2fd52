package dev.comicpile.query.account;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.comicpile.web.RevokedFamilies;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Knows which tokens were revoked, from a table that follows the account events. */
@Component
class ViewOfRevokedFamilies implements RevokedFamilies {

  /** Together with the delay of the processing group this stays below a second. */
  private static final Duration KEPT = Duration.ofMillis(500);

  private static final int MOST_FAMILIES = 100_000;

  private final LoadingCache<String, Boolean> revoked;

  ViewOfRevokedFamilies(RevokedFamilyRows families) {
    this.revoked =
        Caffeine.newBuilder()
            .expireAfterWrite(KEPT)
            .maximumSize(MOST_FAMILIES)
            .build(families::existsById);
  }

  @Override
  public boolean isRevoked(String familyId) {
    return revoked.get(familyId);
  }

  void forget(String familyId) {
    revoked.invalidate(familyId);
  }
}

package dev.comicpile.web;

import dev.comicpile.web.RevokedFamilies.RevokedFamily;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which tokens were revoked stands with the accounts, in the database that the services share. */
@Configuration(proxyBeanMethods = false)
class RevocationConfiguration {

  /**
   * Reads what was revoked.
   *
   * @param othersRevoke off where one process has the database to itself
   */
  @Bean
  @ConditionalOnMissingBean
  RevokedFamilies revokedFamilies(
      ObjectProvider<JdbcClient> jdbc,
      @Value("${comicpile.signals:true}") boolean othersRevoke,
      Clock clock) {
    return new RevokedFamilies(
        (revokedAfter, expiresAfter) ->
            // answered from an index that holds nothing but revoked families
            jdbc.getObject()
                .sql(
                    """
                    select id::text, access_expires_at from accounts.token_family
                    where revoked_at > ? and access_expires_at > ?
                    """)
                .params(inUtc(revokedAfter), inUtc(expiresAfter))
                .query(
                    (row, number) ->
                        new RevokedFamily(
                            row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .list(),
        othersRevoke,
        clock);
  }

  /** Asked once for each token that is remembered then. */
  @Bean
  @ConditionalOnMissingBean
  TokenFamilies tokenFamilies(ObjectProvider<JdbcClient> jdbc) {
    return (familyId, readerId) ->
        isUuid(familyId)
            && jdbc.getObject()
                .sql(
                    """
                    select exists (
                      select from accounts.token_family
                      where id = cast(? as uuid) and account_id = ? and revoked_at is null)
                    """)
                .params(familyId, readerId)
                .query((row, number) -> row.getBoolean(1))
                .single();
  }

  private static boolean isUuid(String text) {
    try {
      UUID.fromString(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static OffsetDateTime inUtc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}

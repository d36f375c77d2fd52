package dev.comicpile.command.account;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys that tokens are signed with. They are kept with the accounts, so that every
 * command-service signs with the same one; the first to start makes it.
 */
@Component
public class SigningKeys {

  private static final int BITS = 2048;

  private final JWKSet keys;

  SigningKeys(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    List<JWK> stored = new ArrayList<>(stored(jdbc));
    if (stored.isEmpty()) {
      RSAKey fresh = generate();
      transaction.executeWithoutResult(
          status -> {
            // Only one service at a time gets past this line, and whoever comes second sees the
            // key of the first: a statement of a read-committed transaction sees all that was
            // committed before it.
            jdbc.sql("lock table accounts.signing_key in share row exclusive mode").update();
            if (stored(jdbc).isEmpty()) {
              jdbc.sql("insert into accounts.signing_key (id, jwk, created_at) values (?, ?, ?)")
                  .params(fresh.getKeyID(), fresh.toJSONString(), Timestamp.from(clock.instant()))
                  .update();
            }
          });
      stored.addAll(stored(jdbc));
    }
    keys = new JWKSet(stored);
  }

  private static List<JWK> stored(JdbcClient jdbc) {
    return jdbc.sql("select jwk from accounts.signing_key order by created_at desc, id")
        .query((row, number) -> parse(row.getString("jwk")))
        .list();
  }

  private static JWK parse(String jwk) {
    try {
      return JWK.parse(jwk);
    } catch (ParseException e) {
      throw new IllegalStateException("a signing key cannot be read", e);
    }
  }

  private static RSAKey generate() {
    try {
      return new RSAKeyGenerator(BITS)
          .keyIDFromThumbprint(true)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("no signing key could be made", e);
    }
  }

  /** All keys, private parts included; the first one signs. */
  public JWKSet all() {
    return keys;
  }

  /** What everybody may know of them. */
  JWKSet published() {
    return keys.toPublicJWKSet();
  }
}

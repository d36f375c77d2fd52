package dev.comicpile.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.comicpile.api.ReaderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Says whose a key for programs is. It is looked up by its SHA-256, together with what its owner
 * may do now, and remembered for less than a second: so a key that is revoked, and an owner who is
 * locked or no admin any more, are known as quickly on every process.
 */
public final class ApiKeys implements AccessTokens.ApiKeyOwners {

  /** What every key begins with, so that who scans for leaked secrets finds it. */
  public static final String PREFIX = "pile_";

  /** How old an answer may be. */
  static final Duration FRESH = Duration.ofMillis(800);

  /** That a key is used is noted once in that time. */
  private static final Duration NOTED = Duration.ofHours(1);

  private static final int MOST_REMEMBERED = 10_000;

  private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);

  private final ObjectProvider<JdbcClient> jdbc;
  private final Clock clock;
  private final Cache<String, Reader> known =
      Caffeine.newBuilder()
          .maximumSize(MOST_REMEMBERED)
          .expireAfterWrite(FRESH)
          .executor(Runnable::run)
          .build();

  /** Looks in that database. */
  ApiKeys(ObjectProvider<JdbcClient> jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private record Key(long id, Reader reader, @Nullable Instant lastUsedAt) {}

  /** Whether a bearer token is meant to be a key. */
  static boolean isOne(String token) {
    return token.startsWith(PREFIX);
  }

  /** What a key is stored as. */
  public static byte[] hash(String key) {
    return Sha256.digest().digest(key.getBytes(UTF_8));
  }

  @Override
  public Optional<Reader> readerOf(String key) {
    byte[] hash = hash(key);
    String name = HexFormat.of().formatHex(hash);
    Reader remembered = known.getIfPresent(name);
    if (remembered != null) {
      return Optional.of(remembered);
    }
    Instant now = clock.instant();
    Optional<Key> found = find(hash, now);
    found.ifPresent(
        counting -> {
          note(counting, now);
          known.put(name, counting.reader());
        });
    return found.map(Key::reader);
  }

  private Optional<Key> find(byte[] hash, Instant now) {
    return jdbc.getObject()
        .sql(
            """
            select k.id, k.scopes, k.last_used_at, a.id, a.username, a.admin
            from accounts.api_key k join accounts.account a on a.id = k.account_id
            where k.key_hash = ? and (k.expires_at is null or k.expires_at > ?)
              and a.locked_at is null
            """)
        .params(hash, now.atOffset(ZoneOffset.UTC))
        .query((row, number) -> key(row))
        .optional();
  }

  private static Key key(ResultSet row) throws SQLException {
    OffsetDateTime lastUsedAt = row.getObject(3, OffsetDateTime.class);
    return new Key(
        row.getLong(1),
        Reader.ofKey(
            new ReaderId(row.getLong(4)),
            row.getString(5),
            row.getBoolean(6),
            scopes((String[]) row.getArray(2).getArray())),
        lastUsedAt == null ? null : lastUsedAt.toInstant());
  }

  /** Scopes as they are stored; of those of a later program nothing is known here. */
  public static Set<Scope> scopes(String[] stored) {
    List<String> words = List.of(stored);
    return Arrays.stream(Scope.values())
        .filter(scope -> words.contains(scope.toString()))
        .collect(Collectors.toSet());
  }

  private void note(Key key, Instant now) {
    Instant before = now.minus(NOTED);
    if (key.lastUsedAt() != null && key.lastUsedAt().isAfter(before)) {
      return;
    }
    try {
      jdbc.getObject()
          .sql(
              """
              update accounts.api_key set last_used_at = ?
              where id = ? and (last_used_at is null or last_used_at <= ?)
              """)
          .params(now.atOffset(ZoneOffset.UTC), key.id(), before.atOffset(ZoneOffset.UTC))
          .update();
    } catch (DataAccessException e) {
      // the key opens what it opens, whether or not that can be noted
      log.debug("key {}: its use cannot be noted", key.id(), e);
    }
  }
}

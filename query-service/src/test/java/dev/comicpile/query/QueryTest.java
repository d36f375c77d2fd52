package dev.comicpile.query;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import dev.comicpile.api.EventMetadata;
import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileFollower;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.query.read.ViewQuery;
import dev.comicpile.query.view.ViewRows;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import dev.comicpile.testing.EventStoreOfTests;
import dev.comicpile.web.Reader;
import dev.comicpile.web.TokenFamilies;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** The whole query-service on a real PostgreSQL; events are put into the store as they are. */
@SpringBootTest(
    classes = {
      QueryServiceApplication.class,
      QueryTest.Database.class,
      QueryTest.Keys.class,
      ViewRows.class
    },
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=comic-pile,query-service",
      "comicpile.read-wait=3s",
      // Nobody looks for lost wake-ups but the tests that lose some.
      "comicpile.reconcile-interval=1h",
      "comicpile.trusted-proxies=127.0.0.1,::1",
      "comicpile.rate-limits=off"
    })
public abstract class QueryTest {

  @Autowired protected EventStore eventStore;
  @Autowired protected TransactionManager transactions;
  @Autowired protected PileStreams streams;
  @Autowired private List<SmartLifecycle> lifecycles;
  @Autowired private JwtEncoder encoder;
  @Autowired private ApplicationContext program;
  @Autowired private JdbcClient jdbc;
  @LocalServerPort private int port;

  /** A real PostgreSQL, made before everything else here and so stopped after it. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Database {

    @Bean
    static EmbeddedPostgres postgres() throws IOException {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(new File("target/postgres"))
              .setRegisterShutdownHook(false)
              .start();
      AccountsOfTests.migrate(postgres.getPostgresDatabase());
      return postgres;
    }

    @Bean
    static DynamicPropertyRegistrar database(EmbeddedPostgres postgres) {
      return registry -> {
        registry.add("spring.datasource.url", () -> postgres.getJdbcUrl("postgres", "postgres"));
        registry.add("spring.datasource.username", () -> "postgres");
        registry.add("spring.datasource.password", () -> "postgres");
      };
    }
  }

  /** Tokens signed with a key of this test's own. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Keys {

    private final RSAKey key;

    Keys() throws JOSEException {
      key = new RSAKeyGenerator(2048).keyID("test").generate();
    }

    @Bean
    JwtEncoder jwtEncoder() {
      return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key)));
    }

    /** Most readers of these tests have no accounts. */
    @Bean
    TokenFamilies everyFamilyIsGood() {
      return (familyId, readerId) -> true;
    }

    @Bean
    JwtDecoder jwtDecoder() throws JOSEException {
      return NimbusJwtDecoder.withPublicKey(key.toRSAPublicKey()).build();
    }
  }

  /** From now on nothing is told of what is stored: every wake-up is lost. */
  protected void stopFollowing() {
    followers().forEach(Lifecycle::stop);
  }

  /** Wake-ups are heard again; those that were lost stay lost. */
  protected void startFollowing() {
    followers().filter(follower -> !follower.isRunning()).forEach(Lifecycle::start);
  }

  private Stream<SmartLifecycle> followers() {
    return lifecycles.stream().filter(PileFollower.class::isInstance);
  }

  /** Puts what a pile has recorded, and is not there yet, into the store. */
  protected void store(TestPile pile) {
    long stored = streams.version(pile.id());
    append(pile.stream().stream().skip(stored).map(event -> message(pile, event)).toList());
  }

  protected void append(List<? extends EventMessage<?>> messages) {
    eventStore.publish(messages);
  }

  protected static DomainEventMessage<?> message(TestPile pile, RecordedEvent recorded) {
    return new GenericDomainEventMessage<>(
        "Pile",
        pile.id().toString(),
        recorded.version() - 1,
        recorded.event(),
        MetaData.with(EventMetadata.ACTION, recorded.action().toString())
            .and(EventMetadata.ACTION_VERSION, recorded.actionVersion()));
  }

  protected String token(ReaderId readerId) {
    return token(readerId, "family-" + readerId);
  }

  protected String token(ReaderId readerId, String family) {
    return token(readerId, family, List.of());
  }

  protected String adminToken() {
    return token(new ReaderId(0), "family-of-the-admin", List.of(Reader.ADMIN));
  }

  private String token(ReaderId readerId, String family, List<String> roles) {
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .subject(readerId.toString())
            .claim(Reader.USERNAME, "reader " + readerId)
            .claim(Reader.ROLES, roles)
            .claim(Reader.FAMILY, family)
            .issuedAt(Instant.now())
            .expiresAt(Instant.now().plusSeconds(600))
            .build();
    return encoder
        .encode(JwtEncoderParameters.from(JwsHeader.with(SignatureAlgorithm.RS256).build(), claims))
        .getTokenValue();
  }

  protected URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  /** A client without a token. */
  protected Api anonymous() {
    return Api.anonymous(uri("").toString());
  }

  /** A reader's client. */
  protected Api client(ReaderId readerId) {
    return withToken(token(readerId));
  }

  /** The client of who has that token. */
  protected Api withToken(String token) {
    return Api.of(uri("").toString(), 0, token);
  }

  /** A read without a token. */
  protected Answer get(String path) {
    return anonymous().get(path);
  }

  /** A read as that reader, with more headers by name and value. */
  protected Answer get(ReaderId readerId, String path, String... headers) {
    return client(readerId).get(path, headers);
  }

  /** A read of a pile as it is now: the view has caught up with the store. */
  protected Answer get(TestPile pile, String path) {
    return get(pile.id(), path, "Pile-Version", Long.toString(pile.version()));
  }

  /** A request as the admin. */
  protected Answer asAdmin(String method, String path) {
    return withToken(adminToken()).send(method, path, null);
  }

  /** How the database answers a query about a reader whose view it need not wait for. */
  protected List<String> plan(ViewQuery<?> query, ReaderId readerId) {
    List<@Nullable Object> parameters = new ArrayList<>(List.of(0L, -1L, readerId.number()));
    parameters.addAll(query.parameters());
    return transactions.fetchInTransaction(
        () -> {
          // In tests tables are so small that they would be read as a whole.
          jdbc.sql("set local enable_seqscan = off").update();
          return jdbc.sql("explain (analyze, timing off, costs off) " + query.sql())
              .params(parameters)
              .query(String.class)
              .list();
        });
  }

  /** Takes all piles, and what the views hold of them, out of the database. */
  protected void forgetPiles() {
    stopFollowing();
    EventStoreOfTests.forgetPiles(program);
    String tables =
        jdbc.sql(
                """
                select string_agg('views.' || table_name, ', ')
                from information_schema.columns
                join information_schema.tables using (table_schema, table_name)
                where table_schema = 'views' and table_type = 'BASE TABLE'
                  and column_name = 'reader_id'
                """)
            .query(String.class)
            .single();
    jdbc.sql("truncate views.replay, " + tables).update();
    startFollowing();
  }
}

package dev.comicpile.startup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Waits for a PostgreSQL that is not up yet, when the first bean needs it. The rest of the program
 * is put together meanwhile.
 */
final class DatabaseWait implements BeanPostProcessor {

  private static final Logger log = LoggerFactory.getLogger(DatabaseWait.class);
  private static final String SCHEME = "jdbc:postgresql:";

  /** The first version that can bound the time of a transaction. */
  private static final int OLDEST = 17;

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final SettingNames names;
  private final Runnable beforeDatabase;
  private final DatabaseAddress address;
  private boolean reached;

  DatabaseWait(ConfigurableEnvironment environment, Runnable beforeDatabase) {
    this.names = new SettingNames(environment);
    this.beforeDatabase = beforeDatabase;
    this.address =
        new DatabaseAddress(
            environment.getProperty("spring.datasource.url", ""),
            environment.getProperty("spring.datasource.username", ""),
            environment.getProperty("spring.datasource.password", ""));
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (bean instanceof DataSource && !reached) {
      await();
      reached = true;
    }
    return bean;
  }

  /**
   * Waits for up to a minute.
   *
   * @return where it is
   * @throws StartFailure if nobody answers, or it refuses the connection
   */
  DatabaseAddress await() {
    beforeDatabase.run();
    return await(PATIENCE);
  }

  DatabaseAddress await(Duration patience) {
    if (!address.url().startsWith(SCHEME)) {
      throw new StartFailure(
          variable("url")
              + ": '"
              + place()
              + "' is not the address of a PostgreSQL, such as"
              + " jdbc:postgresql://localhost:5432/comicpile.");
    }
    long giveUpAt = System.nanoTime() + patience.toNanos();
    boolean told = false;
    for (SQLException failure = tryOnce(); failure != null; failure = tryOnce()) {
      requireAdmitted(failure);
      if (System.nanoTime() >= giveUpAt) {
        throw new StartFailure(
            "No PostgreSQL answered at %s within %s s: start it, or name another one in %s."
                .formatted(place(), patience.toSeconds(), variable("url")),
            failure);
      }
      if (!told) {
        log.info("Waiting up to {} s for PostgreSQL at {}", patience.toSeconds(), place());
        told = true;
      }
      pause();
    }
    return address;
  }

  private @Nullable SQLException tryOnce() {
    Properties login = new Properties();
    login.setProperty("user", address.username());
    login.setProperty("password", address.password());
    login.setProperty("connectTimeout", "2");
    login.setProperty("loginTimeout", "3");
    try (Connection connection = DriverManager.getConnection(address.url(), login)) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST) {
        throw new StartFailure(
            "PostgreSQL at %s is of version %s: Comic Pile needs %s or later."
                .formatted(place(), version, OLDEST));
      }
      return connection.isValid(2) ? null : new SQLException("no answer");
    } catch (SQLException e) {
      return e;
    }
  }

  /** A wrong name or password is no better a minute later. */
  private void requireAdmitted(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    if (state.startsWith("28") || state.equals("3D000")) {
      String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("").strip();
      throw new StartFailure(
          "PostgreSQL at %s refuses the connection (%s): check %s, %s and %s."
              .formatted(
                  place(), reason, variable("username"), variable("password"), variable("url")),
          failure);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("The start was interrupted.", e);
    }
  }

  private String variable(String property) {
    return names.name("spring.datasource." + property);
  }

  /** Where it is, without parameters: a password may be among them. */
  private String place() {
    return address
        .url()
        .replaceFirst("^" + SCHEME + "(//)?", "")
        .replaceFirst("[?].*$", "")
        .replaceFirst("^.*@", "");
  }
}

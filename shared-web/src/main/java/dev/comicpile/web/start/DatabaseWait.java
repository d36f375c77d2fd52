package dev.comicpile.web.start;

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
import org.springframework.core.env.Environment;

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

  private final Environment environment;
  private final SettingNames names;
  private final Runnable beforeDatabase;
  private boolean reached;

  DatabaseWait(Environment environment, SettingNames names, Runnable beforeDatabase) {
    this.environment = environment;
    this.names = names;
    this.beforeDatabase = beforeDatabase;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (bean instanceof DataSource && !reached) {
      beforeDatabase.run();
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
    await(PATIENCE);
    return new DatabaseAddress(
        environment.getProperty("spring.datasource.url", ""),
        environment.getProperty("spring.datasource.username", ""),
        environment.getProperty("spring.datasource.password", ""));
  }

  void await(Duration patience) {
    String url = environment.getProperty("spring.datasource.url", "");
    if (!url.startsWith(SCHEME)) {
      throw new StartFailure(
          names.name("spring.datasource.url")
              + ": '"
              + place(url)
              + "' is not the address of a PostgreSQL, such as"
              + " jdbc:postgresql://localhost:5432/comicpile.");
    }
    long giveUpAt = System.nanoTime() + patience.toNanos();
    boolean told = false;
    while (true) {
      SQLException failure = tryOnce(url);
      if (failure == null) {
        return;
      }
      String state = failure.getSQLState() == null ? "" : failure.getSQLState();
      if (state.startsWith("28") || state.equals("3D000")) {
        throw new StartFailure(refusal(url, failure), failure);
      }
      if (System.nanoTime() >= giveUpAt) {
        throw new StartFailure(
            "No PostgreSQL answered at "
                + place(url)
                + " within "
                + patience.toSeconds()
                + " s: start it, or name another one in "
                + names.name("spring.datasource.url")
                + ".",
            failure);
      }
      if (!told) {
        log.info("Waiting up to {} s for PostgreSQL at {}", patience.toSeconds(), place(url));
        told = true;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StartFailure("The start was interrupted.", e);
      }
    }
  }

  private @Nullable SQLException tryOnce(String url) {
    Properties login = new Properties();
    login.setProperty("user", environment.getProperty("spring.datasource.username", ""));
    login.setProperty("password", environment.getProperty("spring.datasource.password", ""));
    login.setProperty("connectTimeout", "2");
    login.setProperty("loginTimeout", "3");
    try (Connection connection = DriverManager.getConnection(url, login)) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST) {
        throw new StartFailure(
            "PostgreSQL at "
                + place(url)
                + " is of version "
                + version
                + ": Comic Pile needs "
                + OLDEST
                + " or later.");
      }
      return connection.isValid(2) ? null : new SQLException("no answer");
    } catch (SQLException e) {
      return e;
    }
  }

  private String refusal(String url, SQLException failure) {
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return "PostgreSQL at "
        + place(url)
        + " refuses the connection ("
        + message.strip()
        + "): check "
        + names.name("spring.datasource.username")
        + ", "
        + names.name("spring.datasource.password")
        + " and "
        + names.name("spring.datasource.url")
        + ".";
  }

  /** Where it is, without parameters: a password may be among them. */
  private static String place(String url) {
    String place = url.replaceFirst("^" + SCHEME + "(//)?", "").replaceFirst("\\?.*$", "");
    return place.replaceFirst("^.*@", "");
  }
}

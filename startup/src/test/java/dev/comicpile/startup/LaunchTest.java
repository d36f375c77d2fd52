package dev.comicpile.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.unit.DataSize;

/** A start that fails says so in one sentence that names what is wrong. */
class LaunchTest {

  @Test
  void whateverLanguageTheMachineSpeaksTheProgramSpeaksItsOwn() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      Launch.orExit(() -> assertThat(Locale.getDefault()).isEqualTo(Locale.ROOT));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aWrongDurationIsNamedByItsVariable() {
    StandardEnvironment environment =
        environment(
            Map.of("comicpile.session-gap", "${PILE_SESSION_GAP:6h}", "PILE_SESSION_GAP", "abc"));
    assertThat(sentence(environment, "comicpile.session-gap", Duration.class))
        .isEqualTo("PILE_SESSION_GAP: 'abc' is not a duration such as 6h, 30m or 2s.");
  }

  @Test
  void aWrongSizeIsNamedByItsVariable() {
    StandardEnvironment environment =
        environment(
            Map.of("comicpile.import-limit", "${PILE_IMPORT_LIMIT:1GB}", "PILE_IMPORT_LIMIT", "x"));
    assertThat(sentence(environment, "comicpile.import-limit", DataSize.class))
        .isEqualTo("PILE_IMPORT_LIMIT: 'x' is not a size such as 1GB or 500MB.");
  }

  @Test
  void aWrongNumberIsNamedByItsVariable() {
    StandardEnvironment environment =
        environment(Map.of("comicpile.start-die", "${PILE_START_DIE:6}", "PILE_START_DIE", "six"));
    assertThat(sentence(environment, "comicpile.start-die", int.class))
        .isEqualTo("PILE_START_DIE: 'six' is not a whole number.");
  }

  @Test
  void aSettingWithoutAVariableIsNamedAsItIs() {
    StandardEnvironment environment = environment(Map.of("comicpile.some-number", "x"));
    assertThat(sentence(environment, "comicpile.some-number", double.class))
        .isEqualTo("comicpile.some-number: 'x' is not a number.");
  }

  @Test
  void theSentenceOfASettingsOwnCheckIsTheAnswer() {
    Throwable failure =
        new BeanCreationException(
            "pileSettings", new StartFailure("PILE_START_DIE must be one of these."));
    assertThat(new FailureSentences(null).sentence(failure))
        .isEqualTo("PILE_START_DIE must be one of these.");
  }

  @Test
  void aPortInUseIsNamed() {
    assertThat(
            new FailureSentences(null)
                .sentence(new IllegalStateException(new PortInUseException(8080))))
        .startsWith("Port 8080 is in use")
        .contains("--port", "PILE_PORT");
  }

  @Test
  void anythingElseIsOneLineOfItsCause() {
    assertThat(
            new FailureSentences(null)
                .sentence(new IllegalStateException("outer", new IOException("disk full\nmore"))))
        .startsWith("Comic Pile could not start: disk full.")
        .doesNotContain("\n");
  }

  @Test
  void anAddressHasToBeOneOfThisMachine() {
    assertThat(ListenAddress.parse("PILE_ADDRESS", "127.0.0.1")).isNotNull();
    assertThat(ListenAddress.parse("PILE_ADDRESS", "::")).isNotNull();
    assertThat(ListenAddress.parse("PILE_ADDRESS", "")).isNull();
    for (String wrong : List.of("192.0.2.77", "localhost", "8080", "127.0.0.1:8080")) {
      assertThatThrownBy(() -> ListenAddress.parse("PILE_ADDRESS", wrong))
          .isInstanceOf(StartFailure.class)
          .hasMessage(
              "PILE_ADDRESS: '%s' is not an address of this machine, such as 127.0.0.1 or ::1.",
              wrong);
    }
  }

  @Test
  void whatIsPrintedCanBeOpenedOnThisMachine() {
    assertThat(ListenAddress.host("")).isEqualTo("localhost");
    assertThat(ListenAddress.host("0.0.0.0")).isEqualTo("localhost");
    assertThat(ListenAddress.host("127.0.0.2")).isEqualTo("127.0.0.2");
    assertThat(ListenAddress.host("::1")).isEqualTo("[0:0:0:0:0:0:0:1]");
  }

  @Test
  void argumentsHaveTheirValuesAfterASpaceOrAnEqualsSign() {
    Map<String, String> known = Map.of("--port", "8080", "--demo", "");
    assertThat(Arguments.read(List.of("--port", "1", "--demo"), known))
        .isEqualTo(Map.of("--port", "1", "--demo", "true"));
    assertThat(Arguments.read(List.of("--port=1", "--demo=off", "--port=2"), known))
        .isEqualTo(Map.of("--port", "2", "--demo", "off"));
  }

  @Test
  void anArgumentThatIsNotKnownOrLacksItsValueIsNamed() {
    Map<String, String> known = Map.of("--port", "8080", "--demo", "");
    assertThatThrownBy(() -> Arguments.read(List.of("--prot", "1"), known))
        .isInstanceOf(StartFailure.class)
        .hasMessage("There is no argument '--prot': --help lists them.");
    assertThatThrownBy(() -> Arguments.read(List.of("--port"), known))
        .hasMessage("--port needs a value: --port 8080.");
    assertThatThrownBy(() -> Arguments.read(List.of("--port", "--demo"), known))
        .hasMessage("--port needs a value: --port 8080.");
  }

  @Test
  void aPortHasToBeANumberInRange() {
    assertThat(PortNumber.parse("PILE_PORT", "65535")).isEqualTo(65535);
    assertThatThrownBy(() -> PortNumber.parse("PILE_PORT", "65536"))
        .isInstanceOf(StartFailure.class)
        .hasMessage("PILE_PORT: '65536' is not a port, which is a number up to 65535.");
    assertThatThrownBy(() -> PortNumber.parse("--port", "http"))
        .hasMessageStartingWith("--port: 'http' is not a port");
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNamedWithoutItsPassword() throws IOException {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0)) {
      closedPort = socket.getLocalPort();
    }
    StandardEnvironment environment =
        environment(
            Map.of(
                "spring.datasource.url",
                "${PILE_DATABASE_URL}",
                "PILE_DATABASE_URL",
                "jdbc:postgresql://localhost:" + closedPort + "/pile?password=secret"));
    assertThatThrownBy(() -> waiting(environment).await(Duration.ZERO))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("No PostgreSQL answered at localhost:" + closedPort + "/pile")
        .hasMessageContaining("PILE_DATABASE_URL")
        .hasMessageNotContaining("secret");
  }

  @Test
  void anAddressOfSomethingElseIsRefusedAtOnce() {
    StandardEnvironment environment =
        environment(
            Map.of(
                "spring.datasource.url",
                "${PILE_DATABASE_URL}",
                "PILE_DATABASE_URL",
                "mysql://localhost/pile"));
    assertThatThrownBy(() -> waiting(environment).await(Duration.ofMinutes(1)))
        .hasMessageStartingWith("PILE_DATABASE_URL: 'mysql://localhost/pile' is not the address");
  }

  @Test
  void aDatabaseThatIsTooOldIsNamedWithItsVersion() throws SQLException {
    String url = "jdbc:postgresql://localhost:1/pile";
    Connection connection = mock(RETURNS_DEEP_STUBS);
    when(connection.isValid(anyInt())).thenReturn(true);
    // Asked after PostgreSQL's own driver has found nobody at that address.
    Driver driver = mock();
    when(driver.connect(eq(url), any())).thenReturn(connection);
    StandardEnvironment environment = environment(Map.of("spring.datasource.url", url));
    DriverManager.registerDriver(driver);
    try {
      when(connection.getMetaData().getDatabaseMajorVersion()).thenReturn(16);
      assertThatThrownBy(() -> waiting(environment).await(Duration.ZERO))
          .isInstanceOf(StartFailure.class)
          .hasMessage(
              "PostgreSQL at localhost:1/pile is of version 16: Comic Pile needs 17 or later.");

      when(connection.getMetaData().getDatabaseMajorVersion()).thenReturn(17);
      assertThatCode(() -> waiting(environment).await(Duration.ZERO)).doesNotThrowAnyException();
    } finally {
      DriverManager.deregisterDriver(driver);
    }
  }

  private static DatabaseWait waiting(StandardEnvironment environment) {
    return new DatabaseWait(environment, () -> {});
  }

  private static String sentence(StandardEnvironment environment, String name, Class<?> type) {
    try {
      Binder.get(environment).bind(name, type);
    } catch (BindException e) {
      return new FailureSentences(environment).sentence(new IllegalStateException(e));
    }
    throw new AssertionError(name + " was accepted");
  }

  private static StandardEnvironment environment(Map<String, String> properties) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("test", new LinkedHashMap<>(properties)));
    return environment;
  }
}

package dev.comicpile.system.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that run things in containers are such as the program takes. */
class ComposeIT {

  private static final Path ROOT = Path.of("..");

  private record Outcome(int exitCode, String output) {}

  private static Outcome compose(String... arguments) throws IOException, InterruptedException {
    return composeOf("docker-compose.yml", arguments);
  }

  private static Outcome composeOf(String file, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(program());
    command.addAll(List.of("-f", file));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** As a part of docker, where it is one, else as a program of its own. */
  private static List<String> program() throws IOException, InterruptedException {
    List<String> part = List.of("docker", "compose");
    try {
      List<String> version = new ArrayList<>(part);
      version.add("version");
      if (run(version).exitCode() == 0) {
        return part;
      }
    } catch (IOException e) {
      // there is no docker
    }
    return List.of(Needs.program("docker-compose").toString());
  }

  private static Outcome run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PILE_"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  @Test
  void itIsTakenAndOnlyTheGatewayCanBeReached() throws Exception {
    Outcome outcome = compose("--env-file", "development.env", "config");

    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    assertThat(outcome.output().lines().filter(line -> line.contains("published:"))).hasSize(1);
    assertThat(outcome.output().lines().map(String::strip))
        .contains("axonserver:", "command-service:", "gateway:", "postgres:", "query-service:")
        .contains("PILE_AXONSERVER: axonserver:8124");
  }

  @Test
  void withoutAPasswordItIsRefused(@TempDir Path empty) throws Exception {
    Path nothing = Files.createFile(empty.resolve("nothing.env"));
    Outcome outcome = compose("--env-file", nothing.toString(), "config");

    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.output()).contains("set PILE_DATABASE_PASSWORD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy/compose.yaml", "deploy/truenas.yaml"})
  void aTemplateForOneContainerIsTaken(String file) throws Exception {
    Outcome outcome = composeOf(file, "config");

    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("read_only: true", ":/data");
  }

  @Test
  void theGatewayStandsWhereTheServicesBelieveIt() throws Exception {
    String file = Files.readString(ROOT.resolve("docker-compose.yml"));
    assertThat(file)
        .contains("ipv4_address: 172.30.82.10")
        .contains("PILE_TRUSTED_PROXIES: 172.30.82.10");
  }
}

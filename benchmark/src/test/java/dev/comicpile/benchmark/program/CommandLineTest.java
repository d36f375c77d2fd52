package dev.comicpile.benchmark.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandLineTest {

  @Test
  void aBootJarIsStartedByTheLauncherThatTakesFurtherJars() {
    assertThat(
            CommandLine.withJar(
                List.of("java", "-Xmx192m", "-jar", "pile.jar", "--port", "1"),
                "floor.jar",
                Optional.of("org.springframework.boot.loader.launch.JarLauncher")))
        .containsExactly(
            "java",
            "-Xmx192m",
            "-Dloader.path=floor.jar",
            "-cp",
            "pile.jar",
            "org.springframework.boot.loader.launch.PropertiesLauncher");
  }

  @Test
  void anotherJarIsPutOnTheClassPathBesideIt() {
    assertThat(
            CommandLine.withJar(
                List.of("java", "-jar", "pile.jar"), "floor.jar", Optional.of("dev.Main")))
        .containsExactly("java", "-cp", "pile.jar:floor.jar", "dev.Main");
  }

  @Test
  void aClassPathIsExtendedAndAnArchiveOfClassesLeftOut() {
    assertThat(
            CommandLine.withJar(
                List.of("java", "-XX:AOTCache=x.aot", "-XX:+UseSerialGC", "-cp", "a:b", "dev.Main"),
                "floor.jar",
                Optional.empty()))
        .containsExactly("java", "-XX:+UseSerialGC", "-cp", "a:b:floor.jar", "dev.Main");
  }

  @Test
  void aCommandLineWithoutAClassPathIsRefused() {
    assertThatThrownBy(
            () -> CommandLine.withJar(List.of("java", "-version"), "f.jar", Optional.empty()))
        .hasMessage("No class path is in java -version");
  }
}

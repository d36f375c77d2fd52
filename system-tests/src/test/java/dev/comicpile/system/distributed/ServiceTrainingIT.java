package dev.comicpile.system.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.system.standalone.ComicPileProcess;
import dev.comicpile.system.standalone.PackagedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The AOT cache of a service, made and used by the command lines of the Dockerfile. */
@EnabledOnOs(OS.LINUX)
class ServiceTrainingIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path data;

  /** Those of the one-process program, unpacked. */
  private Path postgresPrograms() throws IOException {
    ComicPileProcess.start(data, Map.of()).close();
    try (Stream<Path> versions = Files.list(data.resolve("postgres-program"))) {
      return versions.findFirst().orElseThrow().resolve("bin");
    }
  }

  /** PostgreSQL refuses to be run as root; in a user namespace root is nobody in particular. */
  private static List<String> asNobody() throws IOException {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    return root ? List.of("unshare", "-U") : List.of();
  }

  @Test
  void aCacheIsMadeWhichTheSameCommandLineTakes() throws Exception {
    Path postgres = postgresPrograms();
    Path images = Path.of("target", "images", "trained");
    Image.layOut(ROOT.resolve("command-service/target/command-service.jar"), images);
    Path service = images.resolve("service").toAbsolutePath();
    Files.copy(ROOT.resolve("operations/jvm.options"), service.resolve("jvm.options"));
    List<String> training = new ArrayList<>(asNobody());
    training.addAll(
        List.of("bash", ROOT.resolve("operations/train.sh").toString(), service.toString()));
    String path =
        Path.of(PackagedProgram.java()).getParent() + ":" + postgres + ":" + System.getenv("PATH");

    Child trained = Child.start("training", Map.of("PATH", path), training);

    assertThat(trained.awaitEnd(Duration.ofMinutes(4))).as(trained.log().toString()).isZero();
    Child run =
        Child.start(
            "trained",
            Map.of(),
            // In its directory, as a container does; without the cache it refuses to run.
            List.of(
                "bash",
                "-c",
                "cd "
                    + service
                    + " && exec "
                    + PackagedProgram.java()
                    + " @jvm.options -XX:AOTCache=service.aot -XX:AOTMode=on -jar service.jar"
                    + " --version"));
    assertThat(run.awaitEnd()).as(run.log().toString()).isZero();
    assertThat(Files.readString(ROOT.resolve("Dockerfile")))
        .contains("bash /train.sh /service")
        .contains(
            "[\"java\", \"@jvm.options\", \"-XX:AOTCache=service.aot\", \"-jar\","
                + " \"service.jar\"]");
  }
}

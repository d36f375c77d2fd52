package dev.comicpile.system.distributed;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.system.standalone.ComicPileProcess;
import dev.comicpile.system.standalone.PackagedProgram;
import dev.comicpile.testing.Api;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar starts itself once more in its own process, from a copy in the data directory. Whatever
 * it finds there, it runs, or says in one sentence why it does not.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class RelaunchIT {

  private static final String PROGRAM = "-Dcomicpile.program=";

  private static final int SIGINT_EXIT = 130;
  private static final int SIGTERM_EXIT = 143;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path data;

  private static List<String> on(Path dataDirectory) {
    return List.of("--port", "0", "--data-dir", dataDirectory.toString());
  }

  /** Starts it from the jar alone, so that what it needs is made in the data directory. */
  private static ComicPileProcess start(Path jar, Path dataDirectory) {
    ComicPileProcess program = ComicPileProcess.launch(jar, List.of(), Map.of(), on(dataDirectory));
    program.url();
    return program;
  }

  private ComicPileProcess start() {
    return start(PackagedProgram.jar(), data);
  }

  private static List<String> commandLine(ComicPileProcess program) throws IOException {
    Path line = Path.of("/proc/" + program.handle().pid() + "/cmdline");
    return Arrays.asList(Files.readString(line).split("\0"));
  }

  /** Runs it for as long as it takes to be sure that its copy is on the disk. */
  private Path runOnce() throws IOException {
    try (ComicPileProcess program = start()) {
      String argument =
          commandLine(program).stream()
              .filter(word -> word.startsWith(PROGRAM))
              .findFirst()
              .orElseThrow();
      Path copy = Path.of(argument.substring(PROGRAM.length()));
      await("the copy is complete").until(() -> Files.exists(copy.resolve("complete")));
      return copy;
    }
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    assertThat(new ProcessBuilder("kill", name, "" + process.pid()).start().waitFor()).isZero();
  }

  /** A shell starts what it runs in the background so. */
  private static boolean isInterruptIgnored() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  private static long postmaster(Path data) throws IOException {
    return Long.parseLong(
        Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst().strip());
  }

  /** Of an older Java's faults people understand none. */
  @Test
  void anOlderJavaCanLoadWhatSaysThatItIsTooOld() throws IOException {
    try (JarFile jar = new JarFile(PackagedProgram.jar().toFile())) {
      String first = jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
      try (DataInputStream type =
          new DataInputStream(
              jar.getInputStream(jar.getEntry(first.replace('.', '/') + ".class")))) {
        type.skipNBytes(Integer.BYTES + Short.BYTES);
        assertThat(type.readUnsignedShort()).as("Java 8 names its files so").isEqualTo(52);
      }
    }
  }

  @Test
  void signalsReachTheProgramWhichEndsInOrder() throws Exception {
    Map<String, Integer> signals = new HashMap<>(Map.of("-TERM", SIGTERM_EXIT));
    if (isInterruptIgnored()) {
      System.out.println("SIGINT is not tried: this run ignores it, and so do its children.");
    } else {
      signals.put("-INT", SIGINT_EXIT);
    }
    for (Map.Entry<String, Integer> signal : signals.entrySet()) {
      ComicPileProcess program = ComicPileProcess.start(data, Map.of());
      ProcessHandle postgres = ProcessHandle.of(postmaster(data)).orElseThrow();

      signal(signal.getKey(), program.handle());

      assertThat(program.exitCode()).as(program.output()).isEqualTo(signal.getValue());
      await("PostgreSQL has ended").until(() -> !postgres.isAlive());
      assertThat(Files.readString(data.resolve("log/postgresql-start.log")))
          .contains("server stopped");
    }
  }

  @Test
  void itsOwnOptionsYieldToThoseOfItsUser() throws Exception {
    try (ComicPileProcess program =
        ComicPileProcess.launch(
            PackagedProgram.prepared(),
            List.of("-Xmx300m", "-XX:+UseParallelGC", "-Dof.the.user=kept"),
            Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=3"),
            on(data))) {
      program.url();
      assertThat(commandLine(program))
          .contains("-Xmx300m", "-XX:+UseParallelGC", "-Dof.the.user=kept")
          .contains("-XX:+ExitOnOutOfMemoryError", "-XX:+UseCompactObjectHeaders")
          .doesNotContain("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
      assertThat(commandLine(program)).anyMatch(word -> word.startsWith(PROGRAM));
    }
  }

  @Test
  void withoutAnythingOfItsUsersItHasItsOwnOptions() throws Exception {
    try (ComicPileProcess program = start()) {
      assertThat(commandLine(program))
          .contains("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
          .contains("--data-dir", data.toString());
      Api api = Api.register(program.url());
      api.add("Hellboy", 12);
      api.post("/api/roll/").expect(200);
    }
  }

  @Test
  void nobodyElseGetsIntoTheDataDirectory() throws Exception {
    Path made = data.resolve("made");
    try (ComicPileProcess program = start(PackagedProgram.jar(), made)) {
      assertThat(program.handle().isAlive()).isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
      try (Stream<Path> files = Files.walk(made)) {
        assertThat(files.filter(path -> !Files.isSymbolicLink(path)))
            .noneMatch(RelaunchIT::isWrittenByOthers);
      }
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(made.resolve("log/comic-pile.log"))))
          .isEqualTo("rw-------");
    }
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path planted = Files.createFile(made.resolve("postgres-program").resolve("planted"));
    try (ComicPileProcess again = start(PackagedProgram.jar(), made)) {
      assertThat(commandLine(again)).noneMatch(word -> word.startsWith(PROGRAM));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
      assertThat(planted).doesNotExist();
    }
  }

  private static boolean isWrittenByOthers(Path path) {
    try {
      return Files.getPosixFilePermissions(path).stream()
          .anyMatch(
              permission ->
                  permission == PosixFilePermission.OTHERS_WRITE
                      || permission == PosixFilePermission.GROUP_WRITE);
    } catch (IOException e) {
      // It was there for a moment only.
      return false;
    }
  }

  @Test
  void aDamagedCacheOneOfAnotherJarAndAnUnfinishedCopyAreLeftAside() throws Exception {
    Path copy = runOnce();
    Path cache = copy.resolve("comic-pile.aot");
    Path sum = copy.resolve("comic-pile.aot.crc32");
    Files.writeString(cache, "no cache at all");
    Files.writeString(sum, "12345678 15");
    try (ComicPileProcess program = start()) {
      assertThat(commandLine(program)).noneMatch(word -> word.startsWith("-XX:AOTCache="));
      assertThat(sum).doesNotExist();
    }
    // The sum of what is there: a whole file, but none that this JVM has made.
    Files.writeString(sum, crc32(cache) + " " + Files.size(cache));
    try (ComicPileProcess program = start()) {
      assertThat(commandLine(program)).anyMatch(word -> word.startsWith("-XX:AOTCache="));
      assertThat(program.output().lines()).filteredOn(line -> !line.isBlank()).hasSize(1);
    }
    Files.delete(copy.resolve("complete"));
    Files.writeString(copy.resolve("comic-pile.jar"), "half", StandardOpenOption.WRITE);
    assertThat(runOnce()).isNotEqualTo(copy);
  }

  private static String crc32(Path file) throws IOException {
    java.util.zip.CRC32 sum = new java.util.zip.CRC32();
    sum.update(Files.readAllBytes(file));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  @Test
  void anotherJarHasACopyOfItsOwnAndTheOldOneGoes() throws Exception {
    Path old = runOnce();
    Path jar = data.resolve("other.jar");
    Files.copy(PackagedProgram.jar(), jar, StandardCopyOption.REPLACE_EXISTING);
    Path added = Files.writeString(data.resolve("added.txt"), "Another version.");
    int exit =
        new ProcessBuilder(
                Path.of(PackagedProgram.java()).resolveSibling("jar").toString(),
                "--update",
                "--file=" + jar,
                "-C",
                data.toString(),
                added.getFileName().toString())
            .inheritIO()
            .start()
            .waitFor();
    assertThat(exit).isZero();
    try (ComicPileProcess program = start(jar, data)) {
      assertThat(commandLine(program))
          .anyMatch(word -> word.startsWith(PROGRAM))
          .noneMatch(word -> word.contains(old.toString()));
      await("the old copy is gone").until(() -> !Files.exists(old));
    }
  }

  @Test
  void whatWasPreparedBesideTheJarIsStartedFrom() throws Exception {
    Path beside = PackagedProgram.prepared().resolveSibling("program");
    try (ComicPileProcess program = ComicPileProcess.start(data, Map.of())) {
      assertThat(commandLine(program))
          .anyMatch(word -> word.startsWith(PROGRAM + beside))
          .anyMatch(word -> word.startsWith("-XX:AOTCache=" + beside));
      assertThat(data.resolve("program")).doesNotExist();
    }
  }

  @Test
  void anImageIsPreparedWithACacheAndThePostgresOfItsOwn() throws Exception {
    Path program = data.resolve("image");
    Path jar = program.resolve("comic-pile.jar");
    String java = PackagedProgram.java();
    runToItsEnd(
        List.of(java, "-Djarmode=tools", "-jar", "" + PackagedProgram.jar(), "extract"),
        List.of("--destination", "" + program, "--application-filename", "comic-pile.jar"));
    Path postgres;
    Path first = data.resolve("first");
    ComicPileProcess.start(first, Map.of()).close();
    try (Stream<Path> versions = Files.list(first.resolve("postgres-program"))) {
      postgres = versions.findFirst().orElseThrow();
    }

    runToItsEnd(
        List.of(java, "-cp", "" + jar, "dev.comicpile.standalone.launch.ImagePreparation"),
        List.of("" + program, "" + postgres));

    // Without the cache it would refuse to run.
    List<String> prepared = List.of(java, "@" + program.resolve("jvm.options"), "-XX:AOTMode=on");
    Path restored = data.resolve("restored");
    runToItsEnd(
        prepared, List.of("-jar", "" + jar, "backup", data + "/a.zip", "--data-dir", "" + first));
    runToItsEnd(
        prepared,
        List.of("-jar", "" + jar, "restore", data + "/a.zip", "--data-dir", "" + restored));
    assertThat(restored.resolve("postgres")).exists();
    assertThat(restored.resolve("postgres-program")).doesNotExist();
  }

  private void runToItsEnd(List<String> words, List<String> more) throws Exception {
    List<String> commandLine = new ArrayList<>(words);
    commandLine.addAll(more);
    Child child = Child.start("image-" + data.getFileName(), Map.of(), commandLine);
    assertThat(child.awaitEnd(Duration.ofMinutes(4))).as(child.log().toString()).isZero();
  }

  @Test
  void whereTheCopyCannotBeWrittenTheJarItselfRuns() throws Exception {
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(data.resolve("program"), "in the way");
    try (ComicPileProcess program = start()) {
      assertThat(commandLine(program)).contains("-Xmx192m", PackagedProgram.jar().toString());
      assertThat(Files.readString(data.resolve("log/comic-pile.log")))
          .contains("The program was not unpacked and starts more slowly");
    }
  }

  @Test
  void aDataDirectoryThatCannotBeMadeEndsTheStartWithASentence() throws Exception {
    Path file = Files.writeString(data.resolve("file"), "in the way");
    for (Path impossible : List.of(file, file.resolve("below"), Path.of("/proc/no-such-place"))) {
      ComicPileProcess program =
          ComicPileProcess.launch(PackagedProgram.jar(), List.of(), Map.of(), on(impossible));

      assertThat(program.exitCode()).as(program.output()).isEqualTo(1);
      assertThat(program.output().lines()).as(program.output()).hasSize(1);
      assertThat(program.output()).contains("The data directory " + impossible);
    }
  }

  @Test
  void anAddressToListenOnIsOneOfThisMachine() throws Exception {
    try (ComicPileProcess program =
        ComicPileProcess.start(data, Map.of("PILE_ADDRESS", "127.0.0.1"))) {
      assertThat(program.url()).startsWith("http://127.0.0.1:");
    }
    for (String wrong : List.of("192.0.2.77", "pile.example.com")) {
      ComicPileProcess program = ComicPileProcess.launch(Map.of("PILE_ADDRESS", wrong), on(data));

      assertThat(program.exitCode()).as(program.output()).isEqualTo(1);
      assertThat(program.output().strip())
          .isEqualTo(
              "PILE_ADDRESS: '"
                  + wrong
                  + "' is not an address of this machine, such as 127.0.0.1 or ::1.");
    }
  }
}

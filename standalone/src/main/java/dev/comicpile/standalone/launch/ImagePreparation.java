package dev.comicpile.standalone.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes what an image starts the program with: beside its unpacked jar, the AOT cache and the
 * options of the JVM, which name the cache. The heap's size is not among them.
 */
public final class ImagePreparation {

  /** Names the directory of PostgreSQL's programs where they need not be unpacked first. */
  public static final String POSTGRES = "comicpile.postgres";

  private ImagePreparation() {}

  /**
   * Takes a minute or so.
   *
   * @param arguments the directory of the unpacked program, and that of PostgreSQL's programs
   * @throws IOException if it does not succeed
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory = Path.of(arguments[0]).toAbsolutePath();
    UnpackedProgram program = new UnpackedProgram(directory);
    List<String> options = new ArrayList<>(JvmOptions.own(HeapSize.PRESET, flag -> false));
    options.add("-D" + POSTGRES + "=" + arguments[1]);
    // Whoever plays there ends in order, and so does its database.
    new Training(program, options, data -> {}).run();
    options.remove(HeapSize.PRESET.option());
    options.addAll(program.aotOptions());
    Files.write(directory.resolve("jvm.options"), options);
  }
}

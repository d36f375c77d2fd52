package dev.comicpile.standalone.launch;

/**
 * What {@code java -jar} runs first, compiled for any Java: it says in a sentence which one is
 * needed where this is an older one, which could not even load the other classes.
 */
public final class JavaVersion {

  private static final int NEEDED = 25;

  private JavaVersion() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    String version = System.getProperty("java.specification.version");
    if (Double.parseDouble(version) < NEEDED) {
      System.err.println(
          "Comic Pile needs Java " + NEEDED + " or newer, and this is Java " + version + ".");
      System.exit(1);
    }
    Class.forName("dev.comicpile.standalone.launch.Relaunch")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
  }
}

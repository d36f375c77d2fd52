package dev.comicpile.startup;

import java.util.List;

/** What a program does with its database instead of serving. */
public interface DatabaseCommand {

  /** The arguments that follow. */
  List<String> rest();

  /** Whether it needs a database that is empty, rather than one with a Comic Pile. */
  boolean needsEmptyPlace();

  /**
   * Looks at what it was given, before a database is looked for or started.
   *
   * @throws StartFailure if it cannot be used
   */
  void check();

  /**
   * Does it and says so.
   *
   * @throws StartFailure with a sentence; then nothing was changed
   */
  void run(DatabaseAddress address);
}

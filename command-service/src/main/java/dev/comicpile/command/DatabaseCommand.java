package dev.comicpile.command;

import dev.comicpile.command.account.PromoteCommand;
import dev.comicpile.command.backup.BackupCommand;
import dev.comicpile.web.start.DatabaseAddress;
import java.util.List;

/**
 * What a program does with its database instead of serving, when its first argument names one of
 * these.
 */
public interface DatabaseCommand {

  /** What {@code --help} says of them. */
  String USAGE =
      """
      Or, as the first arguments:
      """
          + BackupCommand.USAGE
          + PromoteCommand.USAGE;

  /** Whether the arguments ask for one. */
  static boolean isAskedFor(String[] arguments) {
    return BackupCommand.isAskedFor(arguments) || PromoteCommand.isAskedFor(arguments);
  }

  /**
   * Reads the arguments, which ask for one.
   *
   * @throws dev.comicpile.web.start.StartFailure if they lack what it needs
   */
  static DatabaseCommand parse(String[] arguments) {
    return PromoteCommand.isAskedFor(arguments)
        ? PromoteCommand.parse(arguments)
        : BackupCommand.parse(arguments);
  }

  /** The arguments that follow. */
  List<String> rest();

  /** Whether it needs a database that is empty, rather than one with a Comic Pile. */
  boolean needsEmptyPlace();

  /**
   * Looks at what it was given, before a database is looked for or started.
   *
   * @throws dev.comicpile.web.start.StartFailure if it cannot be used
   */
  void check();

  /**
   * Does it and says so.
   *
   * @throws dev.comicpile.web.start.StartFailure with a sentence; then nothing was changed
   */
  void run(DatabaseAddress address);
}

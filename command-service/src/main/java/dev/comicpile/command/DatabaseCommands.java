package dev.comicpile.command;

import dev.comicpile.command.account.AccountCommand;
import dev.comicpile.portability.backup.BackupCommand;
import dev.comicpile.startup.DatabaseCommand;

/** The commands that the first argument of a program can name. */
public final class DatabaseCommands {

  /** What {@code --help} says of them. */
  public static final String USAGE =
      """
      Or, as the first arguments:
      """
          + BackupCommand.USAGE
          + AccountCommand.USAGE;

  private DatabaseCommands() {}

  /** Whether the arguments ask for one. */
  public static boolean isAskedFor(String[] arguments) {
    return BackupCommand.isAskedFor(arguments) || AccountCommand.isAskedFor(arguments);
  }

  /**
   * Reads the arguments, which ask for one.
   *
   * @throws dev.comicpile.startup.StartFailure if they lack what it needs
   */
  public static DatabaseCommand parse(String[] arguments) {
    return AccountCommand.isAskedFor(arguments)
        ? AccountCommand.parse(arguments)
        : BackupCommand.parse(arguments);
  }
}

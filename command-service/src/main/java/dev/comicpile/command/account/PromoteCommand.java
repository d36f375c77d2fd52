package dev.comicpile.command.account;

import dev.comicpile.startup.DatabaseAddress;
import dev.comicpile.startup.DatabaseCommand;
import dev.comicpile.startup.StartFailure;
import java.util.Arrays;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Makes a reader an admin. Who can run it on the database may do anything there, so it asks for no
 * password.
 *
 * @param username of the account
 * @param rest the arguments that follow
 */
public record PromoteCommand(String username, List<String> rest) implements DatabaseCommand {

  /** What {@code --help} says of it. */
  public static final String USAGE =
      """
        promote NAME     makes the reader of that name an admin
      """;

  static final String NAME = "promote";

  /** Whether the arguments ask for it. */
  public static boolean isAskedFor(String[] arguments) {
    return arguments.length > 0 && arguments[0].equals(NAME);
  }

  /**
   * Reads the arguments.
   *
   * @throws StartFailure if they name no account
   */
  public static PromoteCommand parse(String[] arguments) {
    if (arguments.length < 2 || arguments[1].isBlank() || arguments[1].startsWith("--")) {
      throw new StartFailure("promote needs the name of an account: promote NAME.");
    }
    return new PromoteCommand(
        arguments[1], List.copyOf(Arrays.asList(arguments).subList(2, arguments.length)));
  }

  @Override
  public boolean needsEmptyPlace() {
    return false;
  }

  @Override
  public void check() {
    // a name is known to be wrong only by the database
  }

  @Override
  public void run(DatabaseAddress address) {
    JdbcClient jdbc =
        JdbcClient.create(
            new DriverManagerDataSource(address.url(), address.username(), address.password()));
    Account account;
    try {
      AccountTable accounts = new AccountTable(jdbc);
      account =
          accounts
              .findByName(username)
              .orElseThrow(
                  () ->
                      new StartFailure("There is no account of the name '" + username + "' here."));
      accounts.promote(account.id());
    } catch (DataAccessException e) {
      throw new StartFailure(
          "The account could not be promoted: start Comic Pile once, and try again.", e);
    }
    System.out.println(
        account.username()
            + " is an admin, from the next login on; who is logged in already, within "
            + "the time that an access token is good for.");
  }
}

package dev.comicpile.command.account;

import dev.comicpile.startup.DatabaseAddress;
import dev.comicpile.startup.DatabaseCommand;
import dev.comicpile.startup.StartFailure;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * What is done with an account on the machine itself. Who can run it on the database may do
 * anything there, so it asks for no password.
 *
 * @param username of the account
 * @param rest the arguments that follow
 */
public record AccountCommand(Work work, String username, List<String> rest)
    implements DatabaseCommand {

  /** What {@code --help} says of them. */
  public static final String USAGE =
      """
        promote NAME     makes the reader of that name an admin
        reset-password NAME
                         prints a code by which that reader sets a new password, within an hour
      """;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What is to be done. */
  public enum Work {
    PROMOTE("promote", "promoted"),
    RESET_PASSWORD("reset-password", "given a code");

    private final String name;
    private final String done;

    Work(String name, String done) {
      this.name = name;
      this.done = done;
    }

    private static Optional<Work> named(String name) {
      return Arrays.stream(values()).filter(work -> work.name.equals(name)).findFirst();
    }
  }

  /** Whether the arguments ask for one. */
  public static boolean isAskedFor(String[] arguments) {
    return arguments.length > 0 && Work.named(arguments[0]).isPresent();
  }

  /**
   * Reads the arguments.
   *
   * @throws StartFailure if they name no account
   */
  public static AccountCommand parse(String[] arguments) {
    Work work = Work.named(arguments[0]).orElseThrow();
    if (arguments.length < 2 || arguments[1].isBlank() || arguments[1].startsWith("--")) {
      throw new StartFailure(work.name + " needs the name of an account: " + work.name + " NAME.");
    }
    return new AccountCommand(
        work, arguments[1], List.copyOf(Arrays.asList(arguments).subList(2, arguments.length)));
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
    String told;
    try {
      AccountTable accounts = new AccountTable(jdbc);
      Account account =
          accounts
              .findByName(username)
              .orElseThrow(
                  () ->
                      new StartFailure("There is no account of the name '" + username + "' here."));
      told =
          switch (work) {
            case PROMOTE -> promote(account, accounts);
            case RESET_PASSWORD -> resetPassword(account, new ResetCodeTable(jdbc));
          };
    } catch (DataAccessException e) {
      throw new StartFailure(
          "The account could not be " + work.done + ": start Comic Pile once, and try again.", e);
    }
    System.out.println(told);
  }

  private static String promote(Account account, AccountTable accounts) {
    accounts.setAdmin(account.id(), true);
    return account.username()
        + " is an admin, from the next login on; who is logged in already, within the time that an"
        + " access token is good for.";
  }

  private static String resetPassword(Account account, ResetCodeTable codes) {
    if (account.demo()) {
      throw new StartFailure("The demo reader's account cannot be changed.");
    }
    if (account.locked()) {
      throw new StartFailure("The account is locked: an admin unlocks it first.");
    }
    ResetCode made = codes.make(account.id(), Clock.systemUTC().instant());
    return "The code for "
        + account.username()
        + " is "
        + made.code().text()
        + ", good once and until "
        + TIME.format(made.expiresAt())
        + ". It is taken together with a new password where one signs in; where readers sign in by a"
        + " provider alone, it signs in an admin.";
  }
}

package dev.comicpile.command.demo;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Rating;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.RateThread;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.command.account.Accounts;
import dev.comicpile.command.pile.PileCommands;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.startup.StartFailure;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.apache.commons.csv.CSVFormat;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The demo reader: made once, by the same ways as any reader, and never overwritten unless an admin
 * asks for it.
 */
@Component
public final class DemoReader {

  public static final String USERNAME = "demo";

  /** Known to everybody, so a demo reader belongs on one's own machine only. */
  public static final String PASSWORD = "demo-pile";

  /** No mail can go there. */
  private static final String EMAIL = "demo@comicpile.invalid";

  private static final CSVFormat SAMPLES =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  /** A first session, so that there is something to look back on and to undo. */
  private static final List<Rating> FIRST_RATINGS =
      DoubleStream.of(4.5, 3.0, 4.0, 5.0, 2.5).mapToObj(Rating::new).toList();

  private final Accounts accounts;
  private final PileStreams streams;
  private final PileCommands commands;

  DemoReader(Accounts accounts, PileStreams streams, PileCommands commands) {
    this.accounts = accounts;
    this.streams = streams;
    this.commands = commands;
  }

  /**
   * Registers the demo reader and fills their pile, as far as that is not done yet.
   *
   * @throws StartFailure if another reader has that name
   */
  public void ensure() {
    if (accounts.find(USERNAME).isPresent() && find().isEmpty()) {
      throw new StartFailure(
          "The name "
              + USERNAME
              + " belongs to a reader who registered it, so there can be no demo reader: start"
              + " without --demo.");
    }
    ReaderId id = find().orElseGet(() -> accounts.register(USERNAME, EMAIL, PASSWORD));
    accounts.markDemo(id);
    if (streams.version(id) == 0) {
      commands.send(new ImportThreads(id, samples()));
      readALittle(id);
    }
  }

  /**
   * The demo reader, if there is one: an account of that name with another password has registered
   * it.
   */
  Optional<ReaderId> find() {
    return accounts.find(USERNAME, PASSWORD);
  }

  private void readALittle(ReaderId id) {
    for (int i = 0; i < FIRST_RATINGS.size(); i++) {
      boolean last = i == FIRST_RATINGS.size() - 1;
      commands.send(new RollDie(id));
      commands.send(new RateThread(id, FIRST_RATINGS.get(i), new Issues(1), last, null));
    }
  }

  /** The sample comics in the order of an import, where the last row comes to the front. */
  static List<ImportThreads.Row> samples() {
    try (Reader file =
        new InputStreamReader(
            new ClassPathResource("demo/pile.csv").getInputStream(), StandardCharsets.UTF_8)) {
      return SAMPLES.parse(file).stream()
          .map(
              row ->
                  new ImportThreads.Row(
                      new Title(row.get("title")),
                      new Format(row.get("format")),
                      new Issues(Integer.parseInt(row.get("issues_remaining")))))
          .toList()
          .reversed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.comicpile.portability.archive;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.AdvisoryLocks;
import dev.comicpile.eventstore.PileStore;
import dev.comicpile.eventstore.PileStore.StoredPile;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.portability.NewIds;
import dev.comicpile.portability.PileIntake;
import dev.comicpile.portability.ReaderAccounts;
import dev.comicpile.portability.archive.ImportReport.NewPassword;
import dev.comicpile.portability.archive.ImportedReaders.ImportedReader;
import dev.comicpile.portability.format.Archive;
import dev.comicpile.portability.format.Archive.ArchivedReader;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.format.Wording;
import dev.comicpile.web.RefusedException;
import dev.comicpile.web.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Brings an archive into an empty system. Each reader comes in whole, account and events, or not at
 * all, and it is noted with them; so an import that was broken off is done again with the same file
 * and goes on where it ended. Where events are not stored together with accounts, those of the
 * reader it broke off with are there up to some version, and the rest follows then.
 */
@Component
class ArchiveImport {

  private static final Logger log = LoggerFactory.getLogger(ArchiveImport.class);

  private static final int MOST_NAMED = 500;
  private static final int NAMES = 5;

  /** Names the lock of the one import at a time, over all processes. */
  private static final long LOCK = 0x436f6d6963L;

  private final JdbcTemplate jdbc;
  private final PileStore piles;
  private final PileStreams recorded;
  private final PileIntake intake;
  private final NewIds ids;
  private final ReaderAccounts accounts;
  private final ImportedReaders imported;

  ArchiveImport(
      JdbcTemplate jdbc,
      PileStore piles,
      PileStreams recorded,
      PileIntake intake,
      NewIds ids,
      ReaderAccounts accounts,
      ImportedReaders imported) {
    this.jdbc = jdbc;
    this.piles = piles;
    this.recorded = recorded;
    this.intake = intake;
    this.ids = ids;
    this.accounts = accounts;
    this.imported = imported;
  }

  /**
   * Brings in what is not there yet.
   *
   * @param name what this very file is known by
   * @param matchAccounts whether a pile may go to an account that was here before, by its name
   * @throws ResponseStatusException 409 with what is needed, if the system holds other piles, or
   *     accounts of which nobody said that piles may go to them, or another import is under way
   */
  ImportReport run(String name, Archive archive, boolean matchAccounts) {
    return AdvisoryLocks.alone(jdbc, LOCK, () -> new Run(name, archive, matchAccounts).run())
        .orElseThrow(
            () ->
                refused(
                    "import_under_way",
                    "Another import is under way. Please wait until it has finished."));
  }

  private static String listed(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(names.size(), NAMES)));
    return names.size() > NAMES ? first + " and " + (names.size() - NAMES) + " more" : first;
  }

  private static ResponseStatusException refused(String code, String sentence) {
    return new RefusedException(HttpStatus.CONFLICT, code, sentence);
  }

  private final class Run {
    private final String name;
    private final Archive archive;
    private final boolean matchAccounts;
    private final Map<String, ImportedReader> before;
    private final List<NewPassword> passwords = new ArrayList<>();
    private final List<Remark> notes;
    private int readers;
    private long events;

    Run(String name, Archive archive, boolean matchAccounts) {
      this.name = name;
      this.matchAccounts = matchAccounts;
      this.archive = archive;
      this.before = imported.of(name);
      this.notes = new ArrayList<>(archive.notCarriedOver());
    }

    ImportReport run() {
      requireEmptySystem();
      requireOwnAccounts();
      ids.skipPast(archive.highestThreadId(), archive.highestSessionId());
      // Another process may have added a thread with one of these ids meanwhile.
      requireEmptySystem();
      archive.forEach(this::take);
      log.info("imported {} readers with {} events", readers, events);
      return new ImportReport(readers, events, passwords, Remark.texts(notes), Remark.coded(notes));
    }

    private void requireEmptySystem() {
      Set<ReaderId> ours =
          before.values().stream().map(ImportedReader::readerId).collect(Collectors.toSet());
      List<String> others =
          piles
              .all()
              .map(StoredPile::readerId)
              .filter(id -> !ours.contains(id))
              .limit(MOST_NAMED)
              .map(accounts::nameOf)
              .toList();
      if (!others.isEmpty()) {
        throw refused(
            "system_not_empty",
            "There are piles in this system already, of "
                + listed(others)
                + ". An import needs a system without any: start one on an empty database or"
                + " data directory, and import before anybody adds a thread.");
      }
    }

    /** An account that was here before may have the name of another reader of the file. */
    private void requireOwnAccounts() {
      List<String> others =
          archive.readers().stream()
              .filter(reader -> reader.events() > 0)
              .map(ArchivedReader::username)
              .filter(username -> !before.containsKey(accounts.nameKey(username)))
              .filter(username -> accounts.find(username).isPresent())
              .toList();
      requireMatching(others);
    }

    private void requireMatching(List<String> others) {
      if (!matchAccounts && !others.isEmpty()) {
        throw refused(
            "accounts_already",
            "There are accounts in this system already for piles of the file, of "
                + listed(others)
                + ". Say match_accounts=true if they belong to the same readers.");
      }
    }

    private void take(ArchivedReader reader, Stream<RecordedEvent> stream) {
      ImportedReader known = before.get(accounts.nameKey(reader.username()));
      String password = accounts.newPassword();
      if (known == null) {
        Optional<ReaderId> account = accounts.find(reader.username());
        if (account.isPresent() && reader.events() > 0) {
          // Another reader may have registered under that name meanwhile.
          requireMatching(List.of(reader.username()));
        }
        bringIn(reader, stream, account, password);
        if (account.isEmpty()) {
          passwords.add(new NewPassword(reader.username(), new Secret(password)));
        } else if (reader.events() > 0) {
          notes.add(Wording.ACCOUNT_KEPT.of("name", reader.username()));
        }
      } else {
        complete(known, stream);
        if (known.newAccount() && accounts.changeUnusedPassword(known.readerId(), password)) {
          // The report of the earlier import may never have been seen.
          passwords.add(new NewPassword(reader.username(), new Secret(password)));
        }
      }
      readers++;
      events += reader.events();
    }

    private void bringIn(
        ArchivedReader reader,
        Stream<RecordedEvent> stream,
        Optional<ReaderId> account,
        String password) {
      piles.store(
          () -> {
            ReaderId id =
                account.orElseGet(
                    () ->
                        accounts.registerAgain(reader.username(), password, reader.registeredAt()));
            imported.add(name, reader, new ImportedReader(id, account.isEmpty()));
            return id;
          },
          id -> intake.append(id, stream));
    }

    /** Goes on where the events of a reader broke off, if they did. */
    private void complete(ImportedReader reader, Stream<RecordedEvent> stream) {
      ReaderId id = reader.readerId();
      intake.append(id, stream.skip(recorded.version(id)));
    }
  }
}

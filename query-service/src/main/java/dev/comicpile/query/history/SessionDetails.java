package dev.comicpile.query.history;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A session told from its start: what stands in words, and all its entries. */
record SessionDetails(
    SessionId sessionId,
    Instant startedAt,
    @Nullable Instant endedAt,
    int startDie,
    String ladderPath,
    Narrative narrativeSummary,
    int currentDie,
    List<EntryView> events) {

  /**
   * What stands of a session in words, oldest first.
   *
   * @param read titles with their rating, or without one where there was none
   * @param skipped titles, each once however often it was skipped
   */
  record Narrative(List<String> read, List<String> skipped, List<String> completed) {}

  /** What stands of the entries, in words. */
  static Narrative narrative(List<EntryView> entries) {
    List<EntryView> standing = entries.stream().filter(entry -> !entry.undone()).toList();
    return new Narrative(
        standing.stream()
            .filter(entry -> entry.is(ActionType.RATE) || entry.is(ActionType.READ))
            .map(SessionDetails::read)
            .toList(),
        titles(standing, entry -> entry.is(ActionType.ROLLED_BUT_SKIPPED)).stream()
            .distinct()
            .toList(),
        titles(standing, EntryView::completed));
  }

  private static String read(EntryView entry) {
    return entry.rating() == null
        ? Objects.requireNonNull(entry.threadTitle())
        : entry.threadTitle() + " (" + entry.rating() + "/5.0)";
  }

  private static List<String> titles(List<EntryView> entries, Predicate<EntryView> which) {
    return entries.stream()
        .filter(which)
        .map(EntryView::threadTitle)
        .map(Objects::requireNonNull)
        .toList();
  }
}

package dev.comicpile.domain.thread;

import dev.comicpile.api.event.ThreadFacts;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What may be changed of a thread, by the names that clients give it. */
public final class ThreadFields {

  private record Field(String name, Function<ThreadFacts, @Nullable Object> of) {

    boolean differs(ThreadFacts before, ThreadFacts after) {
      return !Objects.equals(of.apply(before), of.apply(after));
    }
  }

  private static final List<Field> FIELDS =
      List.of(
          new Field("title", ThreadFacts::title),
          new Field("format", ThreadFacts::format),
          new Field("issues_remaining", ThreadFacts::issuesRemaining),
          new Field("last_rating", ThreadFacts::lastRating),
          new Field("last_activity_at", ThreadFacts::lastActivityAt),
          new Field("notes", ThreadFacts::notes),
          new Field("is_test", ThreadFacts::isTest),
          new Field("review_url", ThreadFacts::reviewUrl),
          new Field("last_review_at", ThreadFacts::lastReviewAt));

  private ThreadFields() {}

  /** The fields that differ. */
  public static List<String> changed(ThreadFacts before, ThreadFacts after) {
    return FIELDS.stream().filter(field -> field.differs(before, after)).map(Field::name).toList();
  }
}

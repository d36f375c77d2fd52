package dev.comicpile.domain.pile;

import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.view.ThreadView;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What a pile holds at one moment: threads, their order, and sessions. It is what undo restores,
 * and it depends only on the events that stand. Values share their structure, so that keeping an
 * earlier one costs little.
 */
public final class Contents {

  /** The empty pile. */
  public static final Contents EMPTY =
      new Contents(HashTreePMap.empty(), ReadingQueue.EMPTY, HashTreePMap.empty(), null, 0);

  private final PMap<ThreadId, ThreadFacts> threads;
  private final ReadingQueue queue;
  private final PMap<SessionId, SessionFacts> sessions;
  private final @Nullable SessionId openSessionId;
  private final long characters;

  private Contents(
      PMap<ThreadId, ThreadFacts> threads,
      ReadingQueue queue,
      PMap<SessionId, SessionFacts> sessions,
      @Nullable SessionId openSessionId,
      long characters) {
    this.threads = threads;
    this.queue = queue;
    this.sessions = sessions;
    this.openSessionId = openSessionId;
    this.characters = characters;
  }

  /** The contents made of these threads and sessions. */
  public static Contents of(Collection<ThreadFacts> threads, Collection<SessionFacts> sessions) {
    return EMPTY.withThreads(threads).withSessions(sessions);
  }

  /** The same with these threads, too. */
  public Contents withThreads(Collection<ThreadFacts> threads) {
    Contents contents = this;
    for (ThreadFacts thread : threads) {
      contents = contents.withThread(thread);
    }
    return contents;
  }

  /** The same with these sessions, too. */
  public Contents withSessions(Collection<SessionFacts> sessions) {
    Contents contents = this;
    for (SessionFacts session : sessions) {
      contents = contents.withSession(session);
    }
    return contents;
  }

  /**
   * The same without the sessions that have ended: all that later events need to know, for nothing
   * more happens in an ended session until an undo says how it is then.
   */
  public Contents withoutEndedSessions() {
    PMap<SessionId, SessionFacts> open = HashTreePMap.empty();
    for (SessionFacts session : sessions.values()) {
      if (session.endedAt() == null) {
        open = open.plus(session.id(), session);
      }
    }
    return new Contents(threads, queue, open, openSessionId, characters);
  }

  /** All threads by id, completed ones too. */
  public Map<ThreadId, ThreadFacts> threads() {
    return threads;
  }

  /** All sessions by id, ended ones too. */
  public Map<SessionId, SessionFacts> sessions() {
    return sessions;
  }

  /** The active threads in order. */
  public ReadingQueue queue() {
    return queue;
  }

  /** How many characters its threads have in titles, formats, notes and review addresses. */
  public long characters() {
    return characters;
  }

  /** A thread by its id. */
  public Optional<ThreadFacts> thread(ThreadId id) {
    return Optional.ofNullable(threads.get(id));
  }

  /** The session that has not been ended; by its idle time it may be over all the same. */
  public Optional<SessionFacts> openSession() {
    return Optional.ofNullable(openSessionId).map(sessions::get);
  }

  /** A thread's position, counted from 1; 0 for one that is completed. */
  public int position(ThreadFacts thread) {
    BigDecimal key = thread.orderKey();
    return key == null ? 0 : queue.position(thread.id(), key);
  }

  /** The threads that are snoozed in the open session, in the order they were snoozed. */
  public List<ThreadId> snoozed() {
    return openSession().map(SessionFacts::snoozed).orElse(List.of());
  }

  /** How many of these stand ahead of a thread. */
  public int snoozedAhead(ThreadFacts thread) {
    int position = position(thread);
    return (int) snoozed().stream().filter(id -> position(existing(id)) < position).count();
  }

  /** A thread as clients see it, null where the pile does not hold it. */
  public @Nullable ThreadView view(ThreadId threadId) {
    ThreadFacts thread = threads.get(threadId);
    return thread == null ? null : ThreadView.of(thread, position(thread));
  }

  /** The contents after an event. */
  public Contents evolve(PileEvent event) {
    return Evolution.after(this, event);
  }

  Contents moved(ThreadId threadId, BigDecimal orderKey) {
    ThreadFacts thread = existing(threadId);
    return withThread(Threads.inQueue(thread, thread.issuesRemaining(), orderKey));
  }

  Contents withThread(ThreadFacts thread) {
    ThreadFacts before = threads.get(thread.id());
    BigDecimal keyBefore = before == null ? null : before.orderKey();
    ReadingQueue order = keyBefore == null ? queue : queue.without(thread.id(), keyBefore);
    BigDecimal key = thread.orderKey();
    if (key != null) {
      order = order.with(thread.id(), key);
    }
    Contents contents =
        new Contents(
            threads.plus(thread.id(), thread),
            order,
            sessions,
            openSessionId,
            characters + characters(thread) - (before == null ? 0 : characters(before)));
    return thread.completed() ? contents.outOfPlay(thread.id()) : contents;
  }

  Contents withoutThread(ThreadId threadId) {
    ThreadFacts thread = existing(threadId);
    BigDecimal key = thread.orderKey();
    return new Contents(
            threads.minus(threadId),
            key == null ? queue : queue.without(threadId, key),
            sessions,
            openSessionId,
            characters - characters(thread))
        .outOfPlay(threadId);
  }

  /** A thread that is completed or gone is no longer pending and no longer snoozed. */
  private Contents outOfPlay(ThreadId threadId) {
    return withOpenSession(session -> Sessions.without(session, threadId));
  }

  // The same one is what a change that changes nothing answers.
  @SuppressWarnings("ReferenceEquality")
  Contents withOpenSession(UnaryOperator<SessionFacts> change) {
    return openSession()
        .map(
            session -> {
              SessionFacts changed = change.apply(session);
              return changed == session ? this : withSession(changed);
            })
        .orElse(this);
  }

  Contents withSession(SessionFacts session) {
    boolean open = session.endedAt() == null;
    SessionId nowOpen = open ? session.id() : openUnless(session.id());
    return new Contents(threads, queue, sessions.plus(session.id(), session), nowOpen, characters);
  }

  Contents withoutSession(SessionId sessionId) {
    return new Contents(
        threads, queue, sessions.minus(sessionId), openUnless(sessionId), characters);
  }

  private @Nullable SessionId openUnless(SessionId sessionId) {
    return sessionId.equals(openSessionId) ? null : openSessionId;
  }

  private static long characters(ThreadFacts thread) {
    return (long) thread.title().length()
        + thread.format().length()
        + length(thread.notes())
        + length(thread.reviewUrl());
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  ThreadFacts existing(ThreadId threadId) {
    ThreadFacts thread = threads.get(threadId);
    if (thread == null) {
      throw new IllegalStateException("an event names thread " + threadId + ", which is not there");
    }
    return thread;
  }

  SessionFacts existingSession(SessionId sessionId) {
    SessionFacts session = sessions.get(sessionId);
    if (session == null) {
      throw new IllegalStateException(
          "an event names session " + sessionId + ", which is not there");
    }
    return session;
  }

  /** Equal threads and sessions; the order and the open session follow from them. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Contents that
        && threads.equals(that.threads)
        && sessions.equals(that.sessions);
  }

  @Override
  public int hashCode() {
    return 31 * threads.hashCode() + sessions.hashCode();
  }

  @Override
  public String toString() {
    return "Contents[threads=" + threads.values() + ", sessions=" + sessions.values() + "]";
  }
}

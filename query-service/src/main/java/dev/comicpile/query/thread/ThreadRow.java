package dev.comicpile.query.thread;

import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.ThreadEvent.ThreadReactivated;
import dev.comicpile.api.event.ThreadFacts;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;

/** A thread of the queue view. */
@Entity
@Table(schema = "views", name = "thread")
public class ThreadRow extends ThreadColumns {

  /** For JPA. */
  protected ThreadRow() {}

  /** The row of a thread that is new to the view. */
  public ThreadRow(long readerId, ThreadFacts facts) {
    super(readerId, facts);
  }

  /** Sets all its facts. */
  public void become(ThreadFacts facts) {
    set(facts);
  }

  /** Sets its place in the queue. */
  public void moveTo(BigDecimal orderKey) {
    place(facts().issuesRemaining(), orderKey);
  }

  /** Sets what a reactivation changed. */
  public void apply(ThreadReactivated event) {
    place(event.issuesRemaining(), event.orderKey());
  }

  /** Sets what a rating changed. */
  public void apply(ThreadRated event) {
    place(event.issuesRemaining(), event.orderKey());
    rate(event.rating());
    readAt(event.at());
  }

  /** Sets what reading without a rating changed. */
  public void apply(IssuesRead event) {
    place(event.issuesRemaining(), event.issuesRemaining() == 0 ? null : facts().orderKey());
    readAt(event.at());
  }
}

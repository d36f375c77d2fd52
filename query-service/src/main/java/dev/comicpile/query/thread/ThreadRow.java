package dev.comicpile.query.thread;

import dev.comicpile.api.event.ThreadFacts;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

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
}

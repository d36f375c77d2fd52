package dev.comicpile.query.thread;

import dev.comicpile.api.view.ThreadView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A thread with its position in the queue, computed by the database when it is read. */
@Entity
@Immutable
@Table(schema = "views", name = "placed_thread")
public class PlacedThread extends ThreadColumns {

  @Column(name = "queue_position")
  private int queuePosition;

  /** For JPA. */
  protected PlacedThread() {}

  /** The thread as clients see it. */
  public ThreadView view() {
    return ThreadView.of(facts(), queuePosition);
  }
}

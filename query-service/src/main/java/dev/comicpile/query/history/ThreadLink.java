package dev.comicpile.query.history;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** Says that an entry concerns a thread. */
@Entity
@IdClass(ThreadLink.Key.class)
@Table(schema = "views", name = "history_thread")
class ThreadLink {

  /** All there is to a link. */
  record Key(long readerId, long threadId, long version) implements Serializable {}

  @Id
  @Column(name = "reader_id")
  private long readerId;

  @Id
  @Column(name = "thread_id")
  private long threadId;

  @Id private long version;

  /** For JPA. */
  protected ThreadLink() {}

  ThreadLink(long readerId, long threadId, long version) {
    this.readerId = readerId;
    this.threadId = threadId;
    this.version = version;
  }
}

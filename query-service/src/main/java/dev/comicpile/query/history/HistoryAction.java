package dev.comicpile.query.history;

import dev.comicpile.api.view.ActionView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One action, under the version of its last event. */
@Entity
@IdClass(EntryId.class)
@Table(schema = "views", name = "history_action")
public class HistoryAction {

  @Id
  @Column(name = "reader_id")
  private long readerId;

  @Id private long version;

  private String type;

  private String description;

  private Instant at;

  @Column(name = "session_id")
  private @Nullable Long sessionId;

  @Column(name = "thread_id")
  private @Nullable Long threadId;

  @Column(name = "thread_title")
  private @Nullable String threadTitle;

  private boolean undone;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected HistoryAction() {}

  HistoryAction(long readerId, ActionView action) {
    this.readerId = readerId;
    this.version = action.version();
    this.type = action.type();
    this.description = action.description();
    this.at = action.at();
    this.sessionId = action.sessionId();
    this.threadId = action.threadId();
    this.threadTitle = action.threadTitle();
    this.undone = action.undone();
  }

  /** The action as clients see it. */
  public ActionView view() {
    return new ActionView(version, type, description, at, sessionId, threadId, threadTitle, undone);
  }
}

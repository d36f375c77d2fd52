package dev.comicpile.query.view;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings readers up to date beside the live events, so that one who takes long holds up nobody. A
 * reader asked for while they are being served is served once more, since the events may have come
 * after the look at the store.
 */
final class CatchUps {

  private static final Logger log = LoggerFactory.getLogger(CatchUps.class);

  private enum Wish {
    BEING_SERVED,
    AND_AGAIN
  }

  private final ViewName view;
  private final LongConsumer catchUp;
  private final ConcurrentMap<Long, Wish> wishes = new ConcurrentHashMap<>();

  CatchUps(ViewName view, LongConsumer catchUp) {
    this.view = view;
    this.catchUp = catchUp;
  }

  void request(long readerId) {
    Wish wish = wishes.merge(readerId, Wish.BEING_SERVED, (before, now) -> Wish.AND_AGAIN);
    if (wish == Wish.BEING_SERVED) {
      Thread.ofVirtual().name("catch-up-" + view).start(() -> serve(readerId));
    }
  }

  private void serve(long readerId) {
    do {
      wishes.put(readerId, Wish.BEING_SERVED);
      try {
        catchUp.accept(readerId);
      } catch (RuntimeException e) {
        // The reconciler will find the reader behind and try again.
        log.warn("View {} could not catch up with reader {} now", view, readerId, e);
      }
    } while (!wishes.remove(readerId, Wish.BEING_SERVED));
  }
}

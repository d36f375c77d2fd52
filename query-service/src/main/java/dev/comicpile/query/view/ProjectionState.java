package dev.comicpile.query.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a view stands.
 *
 * @param name {@code queue}, {@code history} or {@code analytics}
 * @param position events applied, of all readers together
 * @param lag events stored and not applied, those of parked readers included
 * @param readers readers the view knows
 * @param readersBehind readers with events not applied
 * @param parked readers whose next event could not be applied, the first one first
 * @param replay the rebuilding under way, else the latest one; null where there was none
 */
record ProjectionState(
    String name,
    long position,
    long lag,
    long readers,
    long readersBehind,
    List<ParkedReader> parked,
    @Nullable Replay replay) {}

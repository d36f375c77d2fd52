package dev.comicpile.query.view;

import dev.comicpile.api.ReaderId;
import java.time.Instant;

/**
 * A reader whose next event could not be applied to a view.
 *
 * @param version the version that could not be applied
 * @param cause why, for the operator
 */
record ParkedReader(ReaderId readerId, long version, String cause, Instant parkedAt) {}

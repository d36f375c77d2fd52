package dev.comicpile.query.queue;

import dev.comicpile.api.view.ThreadView;
import java.util.List;

/**
 * What the next roll picks from.
 *
 * @param dieSize the die it is made with
 * @param poolSize how many threads it can pick from
 */
record RollPool(int dieSize, int poolSize, List<ThreadView> threads) {}

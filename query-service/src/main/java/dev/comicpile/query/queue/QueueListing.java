package dev.comicpile.query.queue;

import java.util.List;

/**
 * The queue, or a part of it.
 *
 * @param dieSize the die the next roll is made with
 * @param poolSize how many threads the next roll can pick from
 * @param total how many threads the whole queue holds
 */
record QueueListing(int dieSize, int poolSize, int total, List<QueuedThread> threads) {}

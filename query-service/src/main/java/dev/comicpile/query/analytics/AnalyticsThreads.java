package dev.comicpile.query.analytics;

import dev.comicpile.query.thread.ThreadStore;

/** The threads of the analytics view, to be written. */
interface AnalyticsThreads extends ThreadStore<AnalyticsThread> {}

package dev.comicpile.api.event;

import java.math.BigDecimal;

/** Where one active thread stands: smaller keys are nearer to the front. */
public record OrderEntry(long threadId, BigDecimal orderKey) {}

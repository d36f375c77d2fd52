package dev.comicpile.api.event;

import dev.comicpile.api.ThreadId;
import java.math.BigDecimal;

/** Where one active thread stands: smaller keys are nearer to the front. */
public record OrderEntry(ThreadId threadId, BigDecimal orderKey) {}

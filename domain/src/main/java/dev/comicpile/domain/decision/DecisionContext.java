package dev.comicpile.domain.decision;

import dev.comicpile.api.PileRules;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** What a decision needs beside the state and the command. */
public record DecisionContext(
    Instant now, RandomGenerator dice, Ids ids, PileRules rules, Past past) {}

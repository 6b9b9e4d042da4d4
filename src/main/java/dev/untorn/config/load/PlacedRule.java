package dev.untorn.config.load;

import dev.untorn.config.Rule;

/** A rule, and where it was made. */
public record PlacedRule(Rule rule, Provenance provenance) {}

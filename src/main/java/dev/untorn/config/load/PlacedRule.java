package dev.untorn.config.load;

import dev.untorn.config.Rule;
import dev.untorn.config.key.Provenance;

/** A rule, and where it was made. */
public record PlacedRule(Rule rule, Provenance provenance) {}

package dev.untorn.config.load;

import dev.untorn.config.Rule;
import dev.untorn.config.key.Provenance;

public record PlacedRule(Rule rule, Provenance provenance) {}

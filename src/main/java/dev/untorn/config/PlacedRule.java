package dev.untorn.config;

/** A rule, and where it was made. */
public record PlacedRule(Rule rule, Provenance provenance) {}

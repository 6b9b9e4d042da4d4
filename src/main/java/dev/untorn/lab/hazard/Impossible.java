package dev.untorn.lab.hazard;

/** This machine or filesystem does not offer the way, or the change. */
public record Impossible(String reason) implements Outcome, Finding, Handovers.Preparation {}

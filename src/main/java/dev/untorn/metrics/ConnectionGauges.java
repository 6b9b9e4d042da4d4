package dev.untorn.metrics;

/** What a listener knows of its connections. Read on the scraping thread. */
public interface ConnectionGauges {
  /** Open now. */
  long open();

  /** Accepted since the start. */
  long accepted();

  /** Closed at once since the start, because too many were open. */
  long refused();
}

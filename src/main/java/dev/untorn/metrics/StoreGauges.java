package dev.untorn.metrics;

/** What a store holds now. Read on the scraping thread. */
public interface StoreGauges {
  /** Versions. */
  long versions();

  /** Bytes of versions in memory. */
  long memoryBytes();

  /** Bytes of versions in files. */
  long diskBytes();

  /** Holds of responses on versions. */
  long holds();
}

package dev.untorn.metrics;

/** What a store holds now. Read on the scraping thread. */
public interface StoreGauges {
  /** Versions. */
  long versions();

  /** Bytes of versions in memory. */
  long memoryBytes();

  /** Bytes of versions in files. */
  long diskBytes();

  /** Bytes of replaced versions kept for clients that resume. */
  long pinnedBytes();

  /** Leases held on live files. */
  long leases();

  /** Holds of responses on versions. */
  long holds();
}

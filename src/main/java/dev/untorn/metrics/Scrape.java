package dev.untorn.metrics;

/**
 * All meters as text, for Prometheus.
 *
 * @param contentType of the text
 * @param text in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // handed to a socket, never compared
public record Scrape(String contentType, byte[] text) {}

package dev.untorn.metrics;

/** All meters as UTF-8 text, for Prometheus. */
@SuppressWarnings("ArrayRecordComponent") // handed to a socket, never compared
public record Scrape(String contentType, byte[] text) {}

package dev.untorn.semantics;

/** A header field's name and value, as received or as to be sent; not validated here. */
public record Field(String name, String value) {}

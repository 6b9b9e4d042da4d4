package dev.untorn.bench.load;

/**
 * A request and its expected response; the head includes the empty line, each octet as one char.
 */
public record RequestSpec(String path, String head, ExpectedResponse expected) {}

package dev.untorn.bench.load;

/**
 * A request, and what its response must be.
 *
 * @param path of the case
 * @param head all of its head, the empty line included, each octet as one char
 */
public record RequestSpec(String path, String head, ExpectedResponse expected) {}

package dev.untorn.bench.load;

/**
 * A request, and what its answer must be.
 *
 * @param path what is asked for
 * @param head all of its head, the empty line included, each octet as one char
 */
public record RequestSpec(String path, String head, ExpectedResponse expected) {}

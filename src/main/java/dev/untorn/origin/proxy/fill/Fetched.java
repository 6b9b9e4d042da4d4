package dev.untorn.origin.proxy.fill;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.proxy.digest.DigestCheck;
import java.util.OptionalLong;

/**
 * What a fill fetches.
 *
 * @param id tells it from others of the same key
 * @param check of the digests that its origin names
 * @param continuation where it breaks off
 */
public record Fetched(
    String key,
    StoredHead head,
    OptionalLong lengthBytes,
    String id,
    DigestCheck check,
    Continuation continuation) {}

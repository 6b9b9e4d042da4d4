package dev.untorn.origin.proxy.fill;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.partial.Room;
import dev.untorn.origin.proxy.digest.DigestCheck;
import java.util.OptionalLong;

/**
 * What a fill fetches.
 *
 * @param room whether it was begun for the whole
 * @param id tells it from others of the same key
 * @param check of the digests that its origin names
 * @param continuation where it breaks off
 * @param ranges of the same version
 */
public record Fetched(
    String key,
    StoredHead head,
    OptionalLong lengthBytes,
    Room room,
    String id,
    DigestCheck check,
    Continuation continuation,
    RangeFetch ranges) {}

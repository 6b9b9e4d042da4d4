/**
 * Stored responses of upstreams, on disk. The filesystem is the index:
 *
 * <pre>
 * objects/ab/H         a record: {@link dev.untorn.origin.object.record.StoredObject} or the primary
 *                      record of a key; replaced by rename, never changed
 * objects/ab/H.SHA256  the body of the record H; never changed, checkable with sha256sum
 * fills/…              bodies that are not proved yet, to be resumed, also after a restart
 * bans                 purges of many objects: {@link dev.untorn.origin.object.ban.Bans}
 * </pre>
 *
 * <p>H begins with digits of the SHA-256 of a key; the others are of a SHA-256 of the key, its
 * generation, and the request fields that the response's Vary names. The key's primary record (its
 * H is made of the key alone) has these names and the generation; a purge is a new generation.
 *
 * <p>{@link dev.untorn.origin.object.ObjectStore} is the entrance. One process has a directory at a
 * time. Whatever moment a crash comes at: a body is on the disk before its record says so, and a
 * record or a fill that is not sound counts as absent. So a crash can lose an object, and never
 * makes a wrong one.
 *
 * <p>All calls may block on the disk, except where their Javadoc says otherwise: make them on
 * workers.
 */
@NullMarked
package dev.untorn.origin.object;

import org.jspecify.annotations.NullMarked;

/**
 * Temporary directories to work in, and mounts over them, so that writers can go around the server.
 * {@link dev.untorn.lab.mount.Place} makes both.
 */
@NullMarked
package dev.untorn.lab.mount;

import org.jspecify.annotations.NullMarked;

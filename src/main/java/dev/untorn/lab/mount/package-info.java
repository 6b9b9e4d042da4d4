/**
 * Temporary directories, and mounts over them that writers can bypass. {@link
 * dev.untorn.lab.mount.Place} creates both.
 */
@NullMarked
package dev.untorn.lab.mount;

import org.jspecify.annotations.NullMarked;

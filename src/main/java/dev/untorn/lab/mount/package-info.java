/** Mounts over a directory that writers can bypass. */
@NullMarked
package dev.untorn.lab.mount;

import org.jspecify.annotations.NullMarked;

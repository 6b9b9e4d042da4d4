/** Mounts that the lab makes over a directory, so that writers can go around them. */
@NullMarked
package dev.untorn.lab.mount;

import org.jspecify.annotations.NullMarked;

/** The ways between a server and its clients: this host's loopback, or a wire that can lose. */
@NullMarked
package dev.untorn.lab.link;

import org.jspecify.annotations.NullMarked;

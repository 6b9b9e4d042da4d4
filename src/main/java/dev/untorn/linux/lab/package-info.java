/** Calls that only the lab and the probe need: raw TCP sockets, pipes, network namespaces. */
@NullMarked
package dev.untorn.linux.lab;

import org.jspecify.annotations.NullMarked;

/**
 * The kernel, one small class for each of its features. The only package that knows {@code
 * java.lang.foreign}; {@link dev.untorn.linux.Libc} holds the functions of a server, {@code
 * SocketCalls} those for sockets of its own, {@code LabCalls} those that only experiments need.
 *
 * <p>Low-level calls follow the kernel's own convention: a result, or a negated errno. The classes
 * over them turn expected refusals into values and the rest into {@link
 * dev.untorn.linux.KernelException}. Nothing here keeps state between calls but the descriptor or
 * memory that the object owns.
 */
@NullMarked
package dev.untorn.linux;

import org.jspecify.annotations.NullMarked;

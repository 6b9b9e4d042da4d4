/**
 * The kernel: one small class for each of its features. The only package that knows {@code
 * java.lang.foreign}, and {@link dev.untorn.linux.CFunction} is the only class that calls C.
 *
 * <p>Low-level calls return what the kernel does: a result, or a negated errno. The classes over
 * them turn refusals that are expected into values, and all others into a {@link
 * dev.untorn.linux.KernelException}. Paths are strings of one char per byte. Nothing keeps state
 * between calls except the descriptor or the memory that an object owns; arguments lie in {@link
 * dev.untorn.linux.Scratch}, which each thread has for itself.
 *
 * <p>Here is what the rooms share ({@link dev.untorn.linux.Errno}, {@code CFunction}, {@code
 * Scratch}, {@code Libc}, {@code Abi}: for this package and its rooms alone), and what concerns the
 * process: signals, priorities, limits, libraries. The rooms are {@code file}, {@code net} and
 * {@code lab}, each of which uses those before it.
 */
@NullMarked
package dev.untorn.linux;

import org.jspecify.annotations.NullMarked;

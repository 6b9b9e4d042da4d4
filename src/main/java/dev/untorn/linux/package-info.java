/**
 * The kernel: one small class for each of its features. The only package that uses {@code
 * java.lang.foreign}; only {@link dev.untorn.linux.CFunction} calls C. Low-level calls return a
 * result or a negated errno; the classes over them turn expected refusals into values, and others
 * into a {@link dev.untorn.linux.KernelException}. Paths are strings of one char per byte.
 *
 * <p>{@link dev.untorn.linux.Errno}, {@code CFunction}, {@code Scratch}, {@code Libc} and {@code
 * Abi} are for this package and its rooms only: {@code file}, {@code net} and {@code lab}, each of
 * which may use those before it.
 */
@NullMarked
package dev.untorn.linux;

import org.jspecify.annotations.NullMarked;

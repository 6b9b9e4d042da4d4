/**
 * The ways in which programs change files, each with the states that the file passes through:
 * {@link dev.untorn.lab.writer.WriterKind} makes the {@link dev.untorn.lab.writer.Writer} and its
 * {@link dev.untorn.lab.writer.StateModel}.
 */
@NullMarked
package dev.untorn.lab.writer;

import org.jspecify.annotations.NullMarked;

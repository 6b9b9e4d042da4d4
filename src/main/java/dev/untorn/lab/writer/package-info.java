/**
 * The ways in which programs change files, and the states a file passes through: {@link
 * dev.untorn.lab.writer.WriterKind} creates the {@link dev.untorn.lab.writer.Writer} and its {@link
 * dev.untorn.lab.writer.StateModel}.
 */
@NullMarked
package dev.untorn.lab.writer;

import org.jspecify.annotations.NullMarked;

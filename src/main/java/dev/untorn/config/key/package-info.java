/**
 * The table of keys: one line for each, with its name, its type and its default. A new setting is a
 * line here, a component of its section's record, and a paragraph in {@code config/untorn.yaml}.
 *
 * <p>The constants of a section's class fill its {@link dev.untorn.config.key.Section} in their
 * order, which is that of the file. A {@link dev.untorn.config.key.ValueType} is all that judges
 * text, wherever the text comes from. {@code Consistency} refuses values that contradict each
 * other.
 */
@NullMarked
package dev.untorn.config.key;

import org.jspecify.annotations.NullMarked;

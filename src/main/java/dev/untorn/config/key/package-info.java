/**
 * The table of keys: one line for each, with name, type and default. A new setting is a line here,
 * a component of its section's record, and a paragraph in {@code config/untorn.yaml}. The constants
 * of a section's class fill its {@link dev.untorn.config.key.Section} in the order of the file.
 */
@NullMarked
package dev.untorn.config.key;

import org.jspecify.annotations.NullMarked;

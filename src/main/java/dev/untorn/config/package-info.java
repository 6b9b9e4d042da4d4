/**
 * What the user may set, as validated immutable records, one for each section of the configuration
 * file. Knows no other package.
 *
 * <p>The rooms are {@code key}, the table of all keys, and {@code load}, which reads them. {@code
 * config/untorn.yaml} says what each key is for; {@code DriftTest} compares it with the table.
 */
@NullMarked
package dev.untorn.config;

import org.jspecify.annotations.NullMarked;

/**
 * The settings as validated immutable records, one for each section of the configuration file. Uses
 * no other package. {@code key} is the table of all keys, {@code load} reads them; {@code
 * config/untorn.yaml} explains each key, and {@code DriftTest} compares it with the table.
 */
@NullMarked
package dev.untorn.config;

import org.jspecify.annotations.NullMarked;

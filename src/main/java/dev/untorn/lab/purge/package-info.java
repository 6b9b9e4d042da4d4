/**
 * Purges of a proxy under test: {@link dev.untorn.lab.purge.Purger} sends them, a {@link
 * dev.untorn.lab.purge.Purge} is one that was answered, and so a promise that is judged.
 */
@NullMarked
package dev.untorn.lab.purge;

import org.jspecify.annotations.NullMarked;

/** Raw facts of a run: what the writer did and what the clients got. */
@NullMarked
package dev.untorn.lab.history;

import org.jspecify.annotations.NullMarked;

/** Taking a version of a file: each way is a sealer, tried in the order of its chain. */
@NullMarked
package dev.untorn.version.snapshot;

import org.jspecify.annotations.NullMarked;

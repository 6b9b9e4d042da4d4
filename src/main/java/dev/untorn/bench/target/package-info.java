/**
 * What is measured: servers by their URL, or Untorn started for the purpose, and their processes.
 */
@NullMarked
package dev.untorn.bench.target;

import org.jspecify.annotations.NullMarked;

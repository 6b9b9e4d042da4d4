/** Reading settings from options, environment and file, with the place of each mistake. */
@NullMarked
package dev.untorn.config.load;

import org.jspecify.annotations.NullMarked;

/** Each setting's name, type, default and sentence. */
@NullMarked
package dev.untorn.config.key;

import org.jspecify.annotations.NullMarked;

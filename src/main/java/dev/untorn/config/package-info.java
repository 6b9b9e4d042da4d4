/**
 * What the user may set: validated records, one for each section of the configuration file, and the
 * reader that fills them. A leaf: knows no other package.
 */
@NullMarked
package dev.untorn.config;

import org.jspecify.annotations.NullMarked;

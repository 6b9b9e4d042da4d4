/** Self-describing file content, and what a body's bytes say about themselves. */
@NullMarked
package dev.untorn.lab.content;

import org.jspecify.annotations.NullMarked;

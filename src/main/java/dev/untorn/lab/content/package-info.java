/** Self-describing file content: its generator and its scanner. */
@NullMarked
package dev.untorn.lab.content;

import org.jspecify.annotations.NullMarked;

/** Only for experiments: pipes of page references, and network namespaces. */
@NullMarked
package dev.untorn.linux.lab;

import org.jspecify.annotations.NullMarked;

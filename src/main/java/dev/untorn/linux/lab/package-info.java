/**
 * What only experiments need: pipes of page references, and network namespaces. A server has no use
 * for it.
 */
@NullMarked
package dev.untorn.linux.lab;

import org.jspecify.annotations.NullMarked;

/**
 * What lies between a server and its clients: loopback, or a pair of network namespaces that may
 * lose packets or have a proxy in between. {@link dev.untorn.lab.link.LinkKind} makes each.
 */
@NullMarked
package dev.untorn.lab.link;

import org.jspecify.annotations.NullMarked;

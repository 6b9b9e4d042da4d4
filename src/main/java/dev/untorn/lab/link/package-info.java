/**
 * Networks between a server and its clients: loopback, or two network namespaces, perhaps with
 * packet loss or a proxy. {@link dev.untorn.lab.link.LinkKind} creates each.
 */
@NullMarked
package dev.untorn.lab.link;

import org.jspecify.annotations.NullMarked;

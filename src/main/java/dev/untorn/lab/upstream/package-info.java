/**
 * An origin that treats its proxies badly, each {@link dev.untorn.lab.upstream.OriginKind} in
 * another way, and remembers what it sent. The versions of an object follow from the time alone
 * ({@link dev.untorn.lab.upstream.OriginObject}); what was sent is in {@link
 * dev.untorn.lab.upstream.UpstreamExchange}s.
 */
@NullMarked
package dev.untorn.lab.upstream;

import org.jspecify.annotations.NullMarked;

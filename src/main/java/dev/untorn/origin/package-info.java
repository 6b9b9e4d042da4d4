/**
 * Finds files: an {@link dev.untorn.origin.Origin} turns a request's {@link
 * dev.untorn.origin.Target} into a {@link dev.untorn.origin.Resolution}; later packages use no
 * paths. Origins know what identities, dates and freshness are worth; they take no versions, know
 * neither HTTP nor sockets, and never block an event loop.
 */
@NullMarked
package dev.untorn.origin;

import org.jspecify.annotations.NullMarked;

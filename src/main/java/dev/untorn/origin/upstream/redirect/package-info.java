/**
 * Which redirects of upstreams are followed, and what tells the places that they lead to apart.
 * Pure.
 */
@NullMarked
package dev.untorn.origin.upstream.redirect;

import org.jspecify.annotations.NullMarked;

/**
 * What the operator says about the objects of some paths: which rule is for a request, and what it
 * leaves out of its key. Pure.
 */
@NullMarked
package dev.untorn.origin.proxy.route;

import org.jspecify.annotations.NullMarked;

/**
 * Judges caching proxies in front of a bad origin: {@link dev.untorn.lab.proxy.ProxyLab} runs each
 * target against each kind of origin, with the clients of {@code lab.load}; what they received is
 * judged by the versions that the origin sent. The naive proxies must be caught, else nothing is
 * proved.
 */
@NullMarked
package dev.untorn.lab.proxy;

import org.jspecify.annotations.NullMarked;

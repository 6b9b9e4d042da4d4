/**
 * {@code untorn bench}: its options, and how they become a load test and its reports. What both
 * this and {@code lab} need stands in {@code cli}.
 */
@NullMarked
package dev.untorn.cli.bench;

import org.jspecify.annotations.NullMarked;

/**
 * An S3 bucket as an origin of a proxy: its requests are those for objects, its folders are listed,
 * and nothing in it is changed.
 */
@NullMarked
package dev.untorn.origin.proxy.bucket;

import org.jspecify.annotations.NullMarked;

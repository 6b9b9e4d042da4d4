/**
 * Checksums that a bucket names of whole objects. They tell accidents on the way; they prove
 * nothing of who made the bytes, as digests do.
 */
@NullMarked
package dev.untorn.origin.s3.checksum;

import org.jspecify.annotations.NullMarked;

/**
 * Files: descriptors, stat, opening beneath a directory, leases, clones, unnamed files, the page
 * cache.
 *
 * <p>A {@link dev.untorn.linux.file.LinuxFile} owns one descriptor, and its owner closes it when no
 * call is under way. Whatever opens something returns {@link dev.untorn.linux.file.Opened}. Calls
 * may block on a disk, unless their Javadoc says that they do not.
 */
@NullMarked
package dev.untorn.linux.file;

import org.jspecify.annotations.NullMarked;

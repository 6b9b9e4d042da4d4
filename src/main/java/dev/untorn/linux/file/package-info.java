/**
 * Files: descriptors, stat, opening beneath a directory, leases, clones, unnamed files, the page
 * cache. A {@link dev.untorn.linux.file.LinuxFile} owns one descriptor; its owner closes it when no
 * call is under way. Calls may block on a disk unless their Javadoc says that they do not.
 */
@NullMarked
package dev.untorn.linux.file;

import org.jspecify.annotations.NullMarked;

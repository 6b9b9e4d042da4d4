package dev.untorn.config;

/** What a version's entity tag is made of. */
public enum TagBasis {
  /** Inode, size and times of the file: free, and other for each copy of it. */
  STAMP,
  /** The bytes that are sent, and their coding: the same wherever the bytes are the same. */
  CONTENT
}

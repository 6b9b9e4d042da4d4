package dev.untorn.config;

public enum TagBasis {
  /** Inode, size and times of the file: costs nothing, but differs for each copy of the file. */
  STAMP,
  /** The bytes sent, and their coding: the same wherever the bytes are the same. */
  CONTENT
}

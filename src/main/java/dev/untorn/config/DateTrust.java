package dev.untorn.config;

/** How far a file's date is trusted to identify one version of it. */
public enum DateTrust {
  /** If the file's times show that a write set it, the last one of its second. */
  CHECKED,
  /** Always: the writers guarantee that no two versions of a file have the same date. */
  TRUSTED
}

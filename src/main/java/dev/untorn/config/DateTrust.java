package dev.untorn.config;

/** How far a file's date is trusted to name one version of it. */
public enum DateTrust {
  /** As far as the file's times show that a write set it, and was the last one of its second. */
  CHECKED,
  /** Always: whoever writes the files says that no two versions of one have the same date. */
  TRUSTED
}

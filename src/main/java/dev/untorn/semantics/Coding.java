package dev.untorn.semantics;

/** Content codings a file may be stored in (RFC 9110, 8.4.1). */
public enum Coding {
  IDENTITY("", ""),
  ZSTD("zstd", ".zst"),
  BROTLI("br", ".br"),
  GZIP("gzip", ".gz");

  private final String token;
  private final String suffix;

  Coding(String token, String suffix) {
    this.token = token;
    this.suffix = suffix;
  }

  /** The name in Content-Encoding; empty for identity. */
  public String token() {
    return token;
  }

  /** The suffix of a precompressed variant's name. */
  public String suffix() {
    return suffix;
  }
}

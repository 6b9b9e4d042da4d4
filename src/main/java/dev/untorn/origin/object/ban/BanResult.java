package dev.untorn.origin.object.ban;

/** Whether a ban holds. */
public sealed interface BanResult {
  /** It does, also after a crash. */
  record Banned(Ban ban) implements BanResult {}

  /** What it names is longer than a ban may be. */
  record TooLong(int maxBytes) implements BanResult {}

  /** So many bans wait until what they name is gone. */
  record TooMany(int max) implements BanResult {}
}

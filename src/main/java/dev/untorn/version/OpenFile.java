package dev.untorn.version;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Stat;

/** An open regular file with the stat of its descriptor. */
public record OpenFile(
    String name, LinuxFile file, Stat stat, Representation representation, Policy policy)
    implements Source {
  @Override
  public Stamp identity() {
    return Stamp.of(stat);
  }

  @Override
  public void close() {
    file.close();
  }
}

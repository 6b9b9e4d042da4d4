package dev.untorn.version;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Stat;

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

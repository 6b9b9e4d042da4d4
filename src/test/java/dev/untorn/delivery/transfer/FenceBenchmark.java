package dev.untorn.delivery.transfer;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.testing.MicroBenchmark;
import dev.untorn.version.Stamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.TearDown;

/** The fence of a live file: nearly all of it is one statx(2) of what is open. */
public class FenceBenchmark extends MicroBenchmark {
  /** A directory costs as much as a file, and is there. */
  private final LinuxFile file = ((Opened.File) LinuxFile.openDirectory(Path.of("."))).file();

  private final Fence fence = new Fence(file, stamp());

  /** Closes it. */
  @TearDown
  public void close() {
    file.close();
  }

  @Benchmark
  public Object check() {
    return fence.check();
  }

  private Stamp stamp() {
    try {
      return Stamp.of(file.stat());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.untorn.cli.bench;

import dev.untorn.bench.run.FileWriter;
import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.run.WriterThread;
import dev.untorn.lab.writer.LabFile;
import dev.untorn.lab.writer.WriterKind;
import java.io.IOException;
import java.nio.file.Path;

/** One of the lab's writers, for a load test. */
record BenchWriter(WriterKind kind) implements FileWriter {
  /** As in the lab: half of the time. */
  private static final double DUTY = 0.5;

  @Override
  public String name() {
    return kind.label();
  }

  @Override
  public Running start(Path file, long sizeBytes) throws IOException {
    WriterThread thread =
        new WriterThread(kind, LabFile.of(file, new BlockPattern(1), sizeBytes), DUTY);
    thread.prepare();
    thread.start();
    return () -> end(thread);
  }

  private static void end(WriterThread thread) throws IOException {
    try {
      thread.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (thread.failure().isPresent()) {
      throw new IOException(thread.failure().get());
    }
  }
}

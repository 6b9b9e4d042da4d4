package dev.untorn.bench.run;

import java.io.IOException;
import java.nio.file.Path;

/** Changes a file while it is served. */
public interface FileWriter {
  /** Closing ends the writer and waits for its current change. */
  interface Running extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /** How it changes the file, in one word. */
  String name();

  /** Creates the file and begins to change it. */
  Running start(Path file, long sizeBytes) throws IOException;
}

package dev.untorn.bench.run;

import java.io.IOException;
import java.nio.file.Path;

/** Changes a file while it is served. */
public interface FileWriter {
  /** Ends the writer; waits for the change under way. */
  interface Running extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /** How it changes the file, in a word. */
  String name();

  /** Makes the file, and begins to change it. */
  Running start(Path file, long sizeBytes) throws IOException;
}

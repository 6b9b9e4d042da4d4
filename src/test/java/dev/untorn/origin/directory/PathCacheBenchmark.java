package dev.untorn.origin.directory;

import dev.untorn.origin.CachedResolution;
import dev.untorn.origin.ServedTree;
import dev.untorn.origin.Target;
import dev.untorn.testing.MicroBenchmark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Finding a file: confirmed by stat alone as it was found before, which each request of a hot file
 * needs, and resolved anew. One two directories deep.
 */
public class PathCacheBenchmark extends MicroBenchmark {
  private static final String FILE = "a/b/file.txt";
  private static final Target TARGET = ServedTree.target(FILE);

  private final Path root = made();
  private final ServedTree servedTree = ServedTree.of(root);

  /** Makes the file and finds it. */
  @Setup
  public void find() throws IOException {
    Files.createDirectories(root.resolve("a/b"));
    Files.writeString(root.resolve(FILE), "text");
    resolve();
  }

  /** Removes the file. */
  @TearDown
  public void close() throws IOException {
    servedTree.close();
    for (String path : List.of(FILE, "a/b", "a", "")) {
      Files.delete(root.resolve(path));
    }
  }

  @Benchmark
  public Object confirm() {
    CachedResolution cachedResolution =
        servedTree.directory().confirm(ServedTree.request(TARGET, ServedTree.IDENTITY));
    if (cachedResolution == null) {
      throw new IllegalStateException("the file is not confirmed");
    }
    return cachedResolution;
  }

  @Benchmark
  public void resolve() {
    servedTree.source(servedTree.resolve(TARGET, false)).file().close();
  }

  private static Path made() {
    try {
      return Files.createTempDirectory("untorn-benchmark");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.untorn.origin.directory;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.origin.Policies;
import java.util.List;
import java.util.Optional;

/**
 * How a directory is served.
 *
 * @param index names tried, in order, for a directory
 * @param listing whether to list a directory without an index file
 * @param spa file, relative to the root, for page requests that find nothing else
 * @param precompressed whether to offer siblings {@code .zst}, {@code .br}, {@code .gz}
 * @param policies how versions of files are taken, by path
 */
public record DirectoryOptions(
    List<String> index,
    boolean listing,
    Optional<String> spa,
    LinuxFile.Symlinks symlinks,
    boolean precompressed,
    Policies policies) {
  public DirectoryOptions {
    index = List.copyOf(index);
  }
}

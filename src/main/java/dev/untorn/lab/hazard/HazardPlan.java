package dev.untorn.lab.hazard;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What to try.
 *
 * @param directories each on the filesystem to be tried
 * @param sizesBytes of the files
 * @param repeats of each cell
 * @param ways in the order of the report
 * @param changes in the order of the report
 */
public record HazardPlan(
    List<Path> directories,
    Set<Network> networks,
    List<Long> sizesBytes,
    int repeats,
    List<Way> ways,
    List<Change> changes) {
  /** Files are kept in memory a few times over. */
  public static final int SIZE_MAX_BYTES = 64 * 1024 * 1024;

  /** Writes with O_DIRECT take whole blocks only. */
  public static final int SIZE_STEP_BYTES = Workspace.DIRECT_ALIGNMENT_BYTES;

  public HazardPlan {
    directories = List.copyOf(directories);
    networks = Collections.unmodifiableSet(EnumSet.copyOf(networks));
    sizesBytes = List.copyOf(sizesBytes);
    ways = List.copyOf(ways);
    changes = List.copyOf(changes);
    for (long sizeBytes : sizesBytes) {
      if (sizeBytes <= 0 || sizeBytes > SIZE_MAX_BYTES || sizeBytes % SIZE_STEP_BYTES != 0) {
        throw new IllegalArgumentException(
            "a size is a multiple of 4 KiB, at most 64 MiB: " + sizeBytes);
      }
    }
    if (directories.isEmpty() || sizesBytes.isEmpty()) {
      throw new IllegalArgumentException("nothing to try");
    }
    if (repeats < 1) {
      throw new IllegalArgumentException("a cell is tried at least once: " + repeats);
    }
  }

  public int cells() {
    return directories.size() * networks.size() * sizesBytes.size() * ways.size() * changes.size();
  }
}

package dev.untorn.server;

import dev.untorn.config.Settings;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.LinuxFile.Walk;
import dev.untorn.linux.file.Opened;
import dev.untorn.text.PathBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an administrator should know when the server has started. */
final class StartupNotes {
  private StartupNotes() {}

  static List<Obstacle> of(
      Settings settings,
      Components components,
      SystemCalls calls,
      List<Obstacle> memory,
      Optional<Obstacle> spa) {
    List<Obstacle> notes = new ArrayList<>(memory);
    spa.ifPresent(notes::add);
    if (components.spoolDirectory().isEmpty()) {
      notes.add(
          new Obstacle(
              settings.store().spool() + " cannot be opened: copies are made beside the files",
              "name a directory on a disk with store.spool"));
    }
    notes.addAll(calls.notes());
    return List.copyOf(notes);
  }

  /** A deployment may add the page later, so its absence does not prevent the start. */
  static Optional<Obstacle> spa(Settings settings, LinuxFile root) {
    return settings
        .serve()
        .spa()
        .flatMap(page ->
            switch (root.openBeneath(PathBytes.of(page), LinuxFile.Symlinks.FOLLOWED, Walk.ANY)) {
              case Opened.File(LinuxFile file) -> {
                file.close();
                yield Optional.empty();
              }
              case Opened.Failed(var errno) ->
                  Optional.of(
                      new Obstacle(
                          "%s of serve.spa cannot be opened (%s)".formatted(page, errno),
                          "pages that don't exist get 404 until it is there"));
            });
  }
}

package dev.untorn.cli.lab;

import dev.untorn.cli.Named;
import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.mount.MountKind;
import dev.untorn.lab.mount.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where files are, and how clients and servers reach them. */
final class IntegrityPlaces {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "work below DIR, to choose a filesystem (default: the temporary one)")
  private List<Path> directories = List.of(Path.of(System.getProperty("java.io.tmpdir")));

  @Option(
      names = "--mount",
      paramLabel = "KIND",
      split = ",",
      description = {
        "none, overlay, fuse: the server reaches DIR through a mount of this kind, which the lab"
            + " makes, and the writers go around it (default: none); needs root, fuse bindfs, too"
      })
  private List<String> mounts = List.of(MountKind.NONE.label());

  @Option(
      names = "--wire",
      description = {
        "also over two network namespaces whose server's device copies what it sends, and loses all"
            + " of it now and then; needs root"
      })
  private boolean wire;

  @Option(
      names = "--proxy",
      description = "also through a transparent proxy on the server's host; needs root")
  private boolean proxy;

  /** The links, which were tried. Throws IllegalArgumentException with a message for the user. */
  List<LinkKind> links(boolean hasOthers) {
    List<LinkKind> links = new ArrayList<>(List.of(LinkKind.LOOPBACK));
    if (wire) {
      links.add(tried("--wire", hasOthers, LinkKind.WIRE));
    }
    if (proxy) {
      links.add(tried("--proxy", hasOthers, LinkKind.PROXY));
    }
    return links;
  }

  private static LinkKind tried(String option, boolean hasOthers, LinkKind link) {
    if (hasOthers) {
      throw new IllegalArgumentException(
          option
              + " is for the servers that the lab starts; a server behind a --url is asked where it"
              + " is: leave one of the two out");
    }
    try {
      link.open().close();
    } catch (IOException e) {
      throw new IllegalArgumentException(option + " needs root and ip(8): " + e.getMessage(), e);
    }
    return link;
  }

  /**
   * The places, whose mounts were tried. Throws IllegalArgumentException with a message for the
   * user.
   */
  List<Place> places() {
    List<MountKind> kinds = Named.chosen("--mount", mounts, MountKind.values(), MountKind::label);
    List<Place> places = new ArrayList<>();
    for (Path directory : directories) {
      if (!Files.isDirectory(directory)) {
        throw new IllegalArgumentException("--dir: no such directory: " + directory);
      }
      Place place = Place.of(directory.toAbsolutePath());
      for (MountKind kind : kinds) {
        places.add(kind == MountKind.NONE ? place : tried(place, kind));
      }
    }
    return places;
  }

  private static Place tried(Place directory, MountKind kind) {
    Place place = directory.through(kind);
    try {
      place.open().close();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--mount " + kind.label() + " over " + place.directory() + ": " + e.getMessage(), e);
    }
    return place;
  }
}

package dev.untorn.lab.run;

import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.mount.Place;
import dev.untorn.lab.target.Target;
import dev.untorn.lab.writer.WriterKind;
import java.util.List;

/** One combination of the matrix. */
public record Cell(
    Target target, LinkKind link, Place place, WriterKind writer, List<ClientKind> clients) {
  /** The target's name, marked unless the link is loopback. */
  public String server() {
    return target.name() + link.mark();
  }

  /** Filesystem/server/writer, for reports and {@code --only}. */
  public String name() {
    return place.filesystem() + "/" + server() + "/" + writer.label();
  }
}

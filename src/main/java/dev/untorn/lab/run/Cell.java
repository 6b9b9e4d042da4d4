package dev.untorn.lab.run;

import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.mount.Place;
import dev.untorn.lab.target.Target;
import dev.untorn.lab.writer.WriterKind;
import java.util.List;

/** One field of the matrix. */
public record Cell(
    Target target, LinkKind link, Place place, WriterKind writer, List<ClientKind> clients) {
  /** The target, with a mark unless it is reached in the usual way. */
  public String server() {
    return target.name() + link.mark();
  }

  /** For people and for choosing: filesystem/server/writer. */
  public String name() {
    return place.filesystem() + "/" + server() + "/" + writer.label();
  }
}

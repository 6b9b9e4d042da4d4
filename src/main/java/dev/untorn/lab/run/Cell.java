package dev.untorn.lab.run;

import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.target.Target;
import dev.untorn.lab.writer.WriterKind;
import java.util.List;

/** One field of the matrix. */
public record Cell(Target target, Place place, WriterKind writer, List<ClientKind> clients) {
  /** For people and for choosing: filesystem/target/writer. */
  public String name() {
    return place.filesystem() + "/" + target.name() + "/" + writer.label();
  }
}

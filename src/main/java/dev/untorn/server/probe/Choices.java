package dev.untorn.server.probe;

import dev.untorn.config.Mode;
import dev.untorn.server.probe.Choice.Body;
import dev.untorn.server.probe.Choice.Size;
import dev.untorn.server.probe.Choice.Way;
import dev.untorn.version.Proof;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tables of modes, bodies and ways of sending, for one directory and peer: what {@code Chains}
 * of {@code version} and {@code Transfers} of {@code delivery} do, said for people.
 *
 * @param proves whether read leases are to be had that keep out every writer
 * @param clones whether private copies can share extents
 * @param copies whether the device to the peer copies what it sends
 */
record Choices(boolean proves, boolean clones, boolean copies) {
  /** For every mode and size. */
  List<Choice> all() {
    return Stream.of(Mode.values())
        .flatMap(mode -> Stream.of(Size.values()).map(size -> of(mode, size)))
        .toList();
  }

  private Choice of(Mode mode, Size size) {
    return switch (mode) {
      case SENDFILE ->
          new Choice(
              mode,
              size,
              Body.LIVE,
              Way.SENDFILE,
              Proof.UNPROVEN,
              "changes are counted, not prevented");
      case SNAPSHOT -> size == Size.SMALL ? memory(mode) : sealed(mode);
      case GUARDED -> size == Size.SMALL ? memory(mode) : proves ? leased(mode) : sealed(mode);
      case AUTO ->
          size == Size.SMALL ? memory(mode) : proves && !clones ? leased(mode) : sealed(mode);
    };
  }

  private Choice memory(Mode mode) {
    return new Choice(
        mode,
        Size.SMALL,
        Body.MEMORY,
        Way.WRITE,
        proves ? Proof.LEASED : Proof.UNPROVEN,
        "a private copy, and the fastest way");
  }

  private Choice sealed(Mode mode) {
    Proof withoutLease = clones ? Proof.CLONED : Proof.UNPROVEN;
    return new Choice(
        mode,
        Size.LARGE,
        clones ? Body.CLONE : Body.COPY,
        Way.SENDFILE,
        proves ? Proof.LEASED : withoutLease,
        whySealed(mode));
  }

  private String whySealed(Mode mode) {
    if (!proves) {
      return clones
          ? "no lease keeps out all writers; the file at one instant, perhaps half-written"
          : "no lease keeps out all writers; copied with checks that may miss one";
    }
    return mode == Mode.AUTO && clones
        ? "nobody can write to its pages; what its disk does not have yet goes as guarded"
        : "nobody can write to its pages";
  }

  private Choice leased(Mode mode) {
    return new Choice(
        mode,
        Size.LARGE,
        Body.LEASED,
        copies ? Way.SENDFILE : Way.READ_AND_WRITE,
        Proof.LEASED,
        copies
            ? "the lease is held until all is acknowledged"
            : "by reference, the peer might see later writes; asked for often, a copy by sendfile");
  }
}

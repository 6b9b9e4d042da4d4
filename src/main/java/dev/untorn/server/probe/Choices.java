package dev.untorn.server.probe;

import dev.untorn.config.Mode;
import dev.untorn.server.probe.Choice.BodyKind;
import dev.untorn.server.probe.Choice.SendMethod;
import dev.untorn.server.probe.Choice.SizeClass;
import dev.untorn.version.Proof;
import java.util.List;
import java.util.stream.Stream;

/**
 * Describes what {@code SealerChain} and {@code Transfers} do for each mode and size, for one
 * directory and peer.
 *
 * @param proves whether read leases work and keep out every writer
 * @param clones whether private copies can share extents
 * @param copies whether the device to the peer copies what it sends
 */
record Choices(boolean proves, boolean clones, boolean copies) {
  List<Choice> all() {
    return Stream.of(Mode.values())
        .flatMap(mode -> Stream.of(SizeClass.values()).map(size -> of(mode, size)))
        .toList();
  }

  private Choice of(Mode mode, SizeClass size) {
    return switch (mode) {
      case SENDFILE ->
          new Choice(
              mode,
              size,
              BodyKind.LIVE,
              SendMethod.SENDFILE,
              Proof.UNPROVEN,
              "changes are counted, not prevented");
      case SNAPSHOT -> size == SizeClass.SMALL ? memory(mode) : sealed(mode);
      case GUARDED -> size == SizeClass.SMALL ? memory(mode) : proves ? leased(mode) : sealed(mode);
      case AUTO ->
          size == SizeClass.SMALL ? memory(mode) : proves && !clones ? leased(mode) : sealed(mode);
    };
  }

  private Choice memory(Mode mode) {
    return new Choice(
        mode,
        SizeClass.SMALL,
        BodyKind.MEMORY,
        SendMethod.WRITE,
        proves ? Proof.LEASED : Proof.UNPROVEN,
        "a private copy, and the fastest way");
  }

  private Choice sealed(Mode mode) {
    Proof withoutLease = clones ? Proof.CLONED : Proof.UNPROVEN;
    return new Choice(
        mode,
        SizeClass.LARGE,
        clones ? BodyKind.CLONE : BodyKind.COPY,
        SendMethod.SENDFILE,
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
        ? "nobody can write to its pages; a file not yet on its disk is sent as in guarded"
        : "nobody can write to its pages";
  }

  private Choice leased(Mode mode) {
    return new Choice(
        mode,
        SizeClass.LARGE,
        BodyKind.LEASED,
        copies ? SendMethod.SENDFILE : SendMethod.READ_AND_WRITE,
        Proof.LEASED,
        copies
            ? "the lease is held until all is acknowledged"
            : "by reference, the peer could see later writes; popular files are copied first");
  }
}

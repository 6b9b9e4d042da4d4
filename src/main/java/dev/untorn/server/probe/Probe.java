package dev.untorn.server.probe;

import dev.untorn.config.Settings;
import dev.untorn.delivery.wire.CopyingDevices;
import dev.untorn.linux.Errno;
import dev.untorn.linux.Signals;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.net.Egress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Examines a directory, this machine and a peer. Takes some milliseconds; leaves nothing behind.
 */
public final class Probe {
  private Probe() {}

  public sealed interface Outcome {
    record Done(ProbeReport report) implements Outcome {}

    /** Cannot open the directory, with the reason in one line. */
    record Refused(String problem) implements Outcome {}
  }

  /**
   * Probes a directory.
   *
   * @param settings with the directory, and the limits that the machine must meet
   */
  public static Outcome of(Settings settings, InetAddress peer) {
    Signals.ignoreSigio();
    Path path = settings.serve().directory().toAbsolutePath().normalize();
    return switch (LinuxFile.openDirectory(path)) {
      case Opened.Failed(Errno errno) ->
          new Outcome.Refused("cannot open %s (%s)".formatted(path, errno));
      case Opened.File(LinuxFile directory) -> {
        try (directory) {
          yield new Outcome.Done(look(path, directory, settings, peer));
        }
      }
    };
  }

  private static ProbeReport look(
      Path path, LinuxFile directory, Settings settings, InetAddress peer) {
    Proofs proofs = new Proofs(path, directory);
    InetAddress any = InetAddress.ofLiteral(peer instanceof Inet6Address ? "::" : "0.0.0.0");
    Egress.Finding egress = Egress.of(any, peer);
    boolean copies = new CopyingDevices(settings.network().copyingDevices()).copies(egress);
    List<Fact> facts = new ArrayList<>(proofs.facts());
    facts.add(Proofs.spool(settings.store()));
    facts.addAll(Kernel.facts(directory, settings));
    facts.add(Topic.DEVICE.plain(egress.reason()));
    facts.add(copies(egress.kind(), copies));
    facts.sort(Comparator.comparing(Fact::topic));
    return new ProbeReport(
        path,
        peer.getHostAddress(),
        settings.serve().mode(),
        settings.store().memoryFileMax(),
        facts,
        new Choices(proofs.proves(), proofs.clones(), copies).all());
  }

  private static Fact copies(Egress.Kind kind, boolean copies) {
    String yes = "yes: later writes do not change what the peer has acknowledged";
    if (copies && kind != Egress.Kind.COPYING) {
      return Topic.COPIES.plain(yes + ", says " + Egress.REMEDY);
    }
    return switch (kind) {
      case COPYING -> Topic.COPIES.good(yes);
      case SAME_HOST -> Topic.COPIES.plain("no: live files are read and written to it");
      case UNKNOWN ->
          Topic.COPIES.weak(
              "not known: live files are read and written to it",
              "name the device in " + Egress.REMEDY + " if it is real hardware's");
    };
  }
}

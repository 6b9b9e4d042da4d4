package dev.untorn.cli.lab;

import dev.untorn.cli.Named;
import dev.untorn.config.Mode;
import dev.untorn.config.WhileWriting;
import dev.untorn.lab.target.Target;
import dev.untorn.lab.target.UntornTarget;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which servers are examined. */
final class IntegrityServers {
  @Option(
      names = "--mode",
      paramLabel = "MODE",
      split = ",",
      description = "modes of Untorn (default: all, or none when there is a --url)")
  private List<String> modes = List.of();

  @Option(
      names = "--while-writing",
      paramLabel = "WHAT",
      split = ",",
      description =
          "committed, moment, refuse: what Untorn does while a file is written (default:"
              + " committed)")
  private List<String> whileWriting = List.of(Named.label(WhileWriting.COMMITTED));

  @Option(
      names = "--stop",
      description =
          "each mode a second time, the server being stopped and started again in mid-transfer")
  private boolean stop;

  /** In the order of the run. Throws IllegalArgumentException with a message for the user. */
  List<Target> targets(List<IntegrityOther> others) {
    List<Target> targets = new ArrayList<>();
    boolean none = modes.isEmpty() && !others.isEmpty();
    if (!none) {
      for (Mode mode : Named.chosen("--mode", modes, Mode.values(), Named::label)) {
        targets.addAll(targets(mode));
      }
    }
    others.forEach(other -> targets.add(other.target()));
    return targets;
  }

  private List<Target> targets(Mode mode) {
    List<Target> targets = new ArrayList<>();
    for (WhileWriting what :
        Named.chosen("--while-writing", whileWriting, WhileWriting.values(), Named::label)) {
      // To mode sendfile it makes no difference.
      if (mode != Mode.SENDFILE || targets.isEmpty()) {
        targets.add(new UntornTarget(mode, what, false));
        if (stop) {
          targets.add(new UntornTarget(mode, what, true));
        }
      }
    }
    return targets;
  }
}

package dev.untorn.cli;

import dev.untorn.linux.Machine;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What runs here: the program, Java and the kernel, in one line to paste into a report. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String release =
        Objects.requireNonNullElse(
            Version.class.getPackage().getImplementationVersion(), "from source");
    return new String[] {
      "untorn "
          + release
          + " (Java "
          + System.getProperty("java.version")
          + ", "
          + System.getProperty("java.vendor")
          + "; Linux "
          + Machine.kernelRelease()
          + " "
          + System.getProperty("os.arch")
          + ")"
    };
  }
}

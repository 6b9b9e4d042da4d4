package dev.untorn.cli;

import dev.untorn.linux.Machine;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The versions of program, Java and kernel, in one line for bug reports. */
public final class Version implements IVersionProvider {
  public static String release() {
    return "untorn "
        + Objects.requireNonNullElse(
            Version.class.getPackage().getImplementationVersion(), "from source");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      release()
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

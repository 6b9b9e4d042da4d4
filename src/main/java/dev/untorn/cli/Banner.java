package dev.untorn.cli;

import dev.untorn.server.Obstacle;
import dev.untorn.server.StartupReport;
import java.net.URI;

/** The first screen of a server. */
final class Banner {
  private Banner() {}

  static String of(StartupReport startupReport) {
    StringBuilder text = new StringBuilder();
    startupReport
        .origin()
        .ifPresentOrElse(
            origin -> proxy(text, origin, startupReport), () -> files(text, startupReport));
    for (Obstacle note : startupReport.notes()) {
      line(text, "note", note.what());
      line(text, "", note.remedy());
    }
    line(
        text,
        "metrics",
        startupReport.adminUrl().map(url -> url + "metrics").orElse("off")
            + (startupReport.adminMoved() ? "  (the default port was taken)" : ""));
    return text.toString();
  }

  private static void proxy(StringBuilder text, URI origin, StartupReport startupReport) {
    text.append("Untorn serves what ").append(origin).append(" has\n");
    line(text, "at", startupReport.url());
    line(text, "cache", startupReport.directory() + ": what its origin allows, as long as it says");
    line(
        text,
        "proof",
        "nothing that its origin did not send whole is stored, or sent to its last byte");
  }

  private static void files(StringBuilder text, StartupReport startupReport) {
    text.append("Untorn serves ").append(startupReport.directory()).append('\n');
    line(text, "at", startupReport.url());
    line(
        text,
        "mode",
        switch (startupReport.mode()) {
          case AUTO -> "auto: every complete response is one version, proved in the cheapest way";
          case GUARDED ->
              "guarded: every complete response is one version; writers wait while it is copied";
          case SNAPSHOT ->
              "snapshot: every complete response is one version, copied while nobody wrote to it";
          case SENDFILE ->
              "sendfile: live files; changes during a transfer are counted, not prevented";
        });
    line(text, "proof", startupReport.proof());
    startupReport.remedies().forEach(remedy -> line(text, "", remedy));
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("  ").append(name).append(" ".repeat(Math.max(1, 9 - name.length()))).append(value);
    text.append('\n');
  }
}

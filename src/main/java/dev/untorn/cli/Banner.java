package dev.untorn.cli;

import dev.untorn.server.Facts;
import dev.untorn.server.Obstacle;

/** The first screen of a server. */
final class Banner {
  private Banner() {}

  static String of(Facts facts) {
    StringBuilder text = new StringBuilder();
    text.append("Untorn serves ").append(facts.directory()).append('\n');
    line(text, "at", facts.url());
    line(
        text,
        "mode",
        switch (facts.mode()) {
          case AUTO ->
              "auto: every complete response is one version, by what proves it at the least cost";
          case GUARDED ->
              "guarded: every complete response is one version; writers wait while it is copied";
          case SNAPSHOT ->
              "snapshot: every complete response is one version, taken while nobody wrote it";
          case SENDFILE ->
              "sendfile: live files; changes during a transfer are counted, not prevented";
        });
    line(text, "proof", facts.proof());
    facts.remedies().forEach(remedy -> line(text, "", remedy));
    for (Obstacle note : facts.notes()) {
      line(text, "note", note.what());
      line(text, "", note.remedy());
    }
    line(
        text,
        "metrics",
        facts.adminUrl().map(url -> url + "metrics").orElse("off")
            + (facts.adminMoved() ? "  (the usual port was taken)" : ""));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("  ").append(name).append(" ".repeat(Math.max(1, 9 - name.length()))).append(value);
    text.append('\n');
  }
}

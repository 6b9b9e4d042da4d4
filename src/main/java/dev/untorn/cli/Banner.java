package dev.untorn.cli;

import dev.untorn.config.Lifetime;
import dev.untorn.config.OriginSettings;
import dev.untorn.config.Rule;
import dev.untorn.config.Settings;
import dev.untorn.config.key.RuleKeys;
import dev.untorn.server.Obstacle;
import dev.untorn.server.StartupReport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The first screen of a server. */
final class Banner {
  /** Of origins or rules; so the rest of the screen stays in sight. */
  private static final int SHOWN_MAX = 8;

  private Banner() {}

  static String of(StartupReport startupReport, Settings settings) {
    StringBuilder text = new StringBuilder();
    if (settings.proxy().isUsed()) {
      proxy(text, startupReport, settings);
    } else {
      files(text, startupReport);
    }
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

  private static void proxy(StringBuilder text, StartupReport startupReport, Settings settings) {
    List<OriginSettings> origins = settings.proxy().origins();
    if (origins.size() == 1) {
      text.append("Untorn serves what ").append(addresses(origins.getFirst())).append(" has\n");
    } else {
      text.append("Untorn serves what %d origins have\n".formatted(origins.size()));
    }
    line(text, "at", startupReport.url());
    if (!origins.stream().allMatch(OriginSettings::hasAll)) {
      lines(text, "origins", origins.stream().map(Banner::origin).toList());
    }
    line(
        text,
        "cache",
        startupReport.directory()
            + ": what its origin allows, "
            + lifetime(settings.proxy().routes().fresh()));
    lines(text, "rules", settings.rules().stream().map(Banner::rule).toList());
    line(
        text,
        "proof",
        "nothing that its origin did not send whole is stored, or sent to its last byte");
  }

  private static String addresses(OriginSettings origin) {
    String server =
        origin.urls().getFirst().getScheme().equals("s3")
            ? origin.reach().bucket().endpoint().map(url -> " at " + url).orElse("")
            : "";
    return origin.urls().stream().map(URI::toString).collect(Collectors.joining(" or ")) + server;
  }

  private static String origin(OriginSettings origin) {
    return "%s%s: %s"
        .formatted(String.join(", ", origin.hosts()), origin.path(), addresses(origin));
  }

  private static String lifetime(Lifetime fresh) {
    return switch (fresh) {
      case Lifetime.OfOrigin() -> "as long as it says";
      case Lifetime.For(Duration time) -> "for " + time.toSeconds() + " s";
      case Lifetime.Immutable() -> "for ever";
    };
  }

  private static String rule(Rule rule) {
    String settings =
        RuleKeys.plain(rule).entrySet().stream()
            .filter(entry -> !entry.getKey().equals(RuleKeys.MATCH))
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return rule.match() + ": " + settings;
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

  private static void lines(StringBuilder text, String name, List<String> values) {
    for (int i = 0; i < Math.min(SHOWN_MAX, values.size()); i++) {
      line(text, i == 0 ? name : "", values.get(i));
    }
    if (values.size() > SHOWN_MAX) {
      line(text, "", "and %d more".formatted(values.size() - SHOWN_MAX));
    }
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("  ").append(name).append(" ".repeat(Math.max(1, 9 - name.length()))).append(value);
    text.append('\n');
  }
}

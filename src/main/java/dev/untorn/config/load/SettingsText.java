package dev.untorn.config.load;

import dev.untorn.config.key.OriginKeys;
import dev.untorn.config.key.Provenance;
import dev.untorn.config.key.RuleKeys;
import dev.untorn.config.key.Setting;
import dev.untorn.config.load.LoadResult.PlacedOrigin;
import dev.untorn.config.load.LoadResult.PlacedRule;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes settings as YAML that {@link SettingsReader} reads back. */
public final class SettingsText {
  /** Comments start in this column; after longer values, further right. */
  private static final int COMMENT_COLUMN = 34;

  private static final String NO_ORIGINS = OriginKeys.SECTION + ": []";
  private static final String NO_RULES = RuleKeys.SECTION + ": []";

  private SettingsText() {}

  /** Each setting and rule with its origin, for {@code --print-config}. */
  public static String effective(LoadResult.Read read) {
    StringBuilder text = new StringBuilder();
    String section = "";
    for (Setting<?> setting : read.all()) {
      if (!setting.key().section().equals(section)) {
        text.append(section.isEmpty() ? "" : "\n");
        section = setting.key().section();
        text.append(section).append(":\n");
      }
      String line = "  " + setting.key().name() + ": " + yaml(setting.plain());
      placed(text, line, setting.provenance());
    }
    text.append('\n');
    if (read.origins().isEmpty()) {
      placed(text, NO_ORIGINS, new Provenance.Default());
    } else {
      text.append(OriginKeys.SECTION).append(":\n");
      for (PlacedOrigin placed : read.origins()) {
        placed(text, "  - " + yaml(OriginKeys.plain(placed.values())), placed.provenance());
      }
    }
    text.append('\n');
    if (read.rules().isEmpty()) {
      placed(text, NO_RULES, new Provenance.Default());
    } else {
      text.append(RuleKeys.SECTION).append(":\n");
      for (PlacedRule placed : read.rules()) {
        placed(text, "  - " + yaml(RuleKeys.plain(placed.rule())), placed.provenance());
      }
    }
    return text.toString();
  }

  private static void placed(StringBuilder text, String line, Provenance provenance) {
    text.append(line)
        .repeat(' ', Math.max(0, COMMENT_COLUMN - line.length()))
        .append("  # from ")
        .append(provenance.shown())
        .append('\n');
  }

  private static String yaml(Object plain) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.FLOW)
            .setSplitLines(false)
            .setWidth(Integer.MAX_VALUE)
            .build();
    return new Dump(settings).dumpToString(plain).strip();
  }
}

package dev.untorn.config.load;

import dev.untorn.config.key.Key;
import dev.untorn.config.key.Keys;
import dev.untorn.config.key.Provenance;
import dev.untorn.config.key.RuleKeys;
import dev.untorn.config.key.Section;
import dev.untorn.config.key.Setting;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Settings as YAML that {@link SettingsReader} reads back. */
public final class SettingsText {
  private static final int COLUMNS_MAX = 88;

  /** Comments after values line up here; those after longer values stand further right. */
  private static final int COMMENT_COLUMN = 34;

  private static final String HEADER =
      """
      Every setting of untorn with its default. A file of yours needs only the keys it changes: \
      untorn serve --config FILE. Each, except rules, can also be set by an environment variable \
      (serve.cache-control is UNTORN_SERVE_CACHE_CONTROL), which overrides the file, and the \
      usual ones by an option, which overrides both. untorn serve --print-config shows what holds \
      and why. Sizes are written like 512 (bytes), 64KiB or 10MB, times like 250ms, 5s, 2m, 1h.\
      """;

  private static final String NO_RULES = RuleKeys.SECTION + ": []";

  private SettingsText() {}

  /** Each setting and rule with where it was made, for {@code --print-config}. */
  public static String effective(LoadResult.Read read) {
    StringBuilder text = new StringBuilder();
    String section = "";
    for (Setting<?> setting : read.all()) {
      if (!setting.key().section().equals(section)) {
        text.append(section.isEmpty() ? "" : "\n");
        section = setting.key().section();
        text.append(section).append(":\n");
      }
      placed(text, line(setting), setting.provenance());
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

  /** The file that documents all keys: each with its default and a comment that says why. */
  public static String reference() {
    StringBuilder text = new StringBuilder();
    comment(text, "", HEADER);
    for (Section section : Keys.SECTIONS) {
      text.append('\n');
      comment(text, "", section.sentence());
      text.append(section.name()).append(":\n");
      String gap = "";
      for (Key<?> key : section.keys()) {
        text.append(gap);
        comment(text, "  ", key.sentence());
        comment(text, "  ", "Takes " + key.valueType().allowed() + ".");
        text.append(line(key.byDefault())).append('\n');
        gap = "\n";
      }
    }
    text.append('\n');
    comment(text, "", RuleKeys.SENTENCE);
    RuleKeys.EXAMPLE.forEach(line -> text.append("#   ").append(line).append('\n'));
    text.append(NO_RULES).append('\n');
    return text.toString();
  }

  private static String line(Setting<?> setting) {
    return "  " + setting.key().name() + ": " + yaml(setting.plain());
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

  private static void comment(StringBuilder text, String indent, String sentence) {
    StringBuilder line = new StringBuilder(indent).append('#');
    for (String word : sentence.split(" ", -1)) {
      if (line.length() + 1 + word.length() > COLUMNS_MAX) {
        text.append(line).append('\n');
        line.setLength(indent.length() + 1);
      }
      line.append(' ').append(word);
    }
    text.append(line).append('\n');
  }
}

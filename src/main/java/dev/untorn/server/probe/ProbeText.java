package dev.untorn.server.probe;

import dev.untorn.server.probe.Choice.SizeClass;
import dev.untorn.text.Table;
import dev.untorn.text.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report as lines for a terminal. */
public record ProbeText(ProbeReport report, boolean coloured, StringBuilder out) {
  private static final int TITLE_WIDTH = 16;
  private static final String INDENT = " ".repeat(3 + TITLE_WIDTH);

  /** With the indent, what most terminals show. */
  private static final int TEXT_WIDTH = 80;

  public static String render(ProbeReport report, boolean coloured) {
    ProbeText text = new ProbeText(report, coloured, new StringBuilder());
    text.write();
    return text.out.toString();
  }

  private void write() {
    out.append(styled(Tone.BOLD, report.directory() + " for " + report.peer())).append('\n');
    for (Topic.Section section : Topic.Section.values()) {
      heading(section.title);
      report.facts().stream().filter(fact -> fact.topic().section == section).forEach(this::fact);
    }
    heading("What is used, by mode and size of file (store.memory-file-max)");
    choices();
  }

  private void heading(String title) {
    out.append('\n').append(styled(Tone.BOLD, title)).append('\n');
  }

  private void fact(Fact fact) {
    String mark =
        switch (fact.grade()) {
          case GOOD -> styled(Tone.GOOD, "+");
          case PLAIN -> " ";
          case WEAK -> styled(Tone.WARNING, "!");
        };
    out.append(' ')
        .append(mark)
        .append(' ')
        .append(("%-" + TITLE_WIDTH + "s").formatted(fact.topic().title));
    out.append(String.join("\n" + INDENT, wrapped(fact.text()))).append('\n');
    for (String line : wrapped(fact.remedy())) {
      out.append(INDENT).append(styled(Tone.DIM, line)).append('\n');
    }
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() >= TEXT_WIDTH) {
        lines.add(line);
        line = word;
      } else {
        line = line.isEmpty() ? word : line + " " + word;
      }
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }

  private void choices() {
    Table table = new Table("", "", "", "", "", "");
    for (Choice choice : report.choices()) {
      boolean isSet = choice.mode() == report.mode();
      Tone tone = isSet ? Tone.BOLD : Tone.PLAIN;
      table
          .row()
          .add((isSet ? "* " : "  ") + choice.mode().name().toLowerCase(Locale.ROOT), tone)
          .add(choice.size() == SizeClass.SMALL ? "to " + report.memoryFileMax() : "larger", tone)
          .add(choice.body().title, tone)
          .add(choice.way().title, tone)
          .add(choice.proof().name(), tone)
          .add(choice.reason());
    }
    table.terminal(coloured).lines().forEach(line -> out.append(' ').append(line).append('\n'));
    out.append(" *: serve.mode\n");
  }

  private String styled(Tone tone, String text) {
    return coloured ? tone.terminal(text) : text;
  }
}

package dev.untorn.server.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The report as lines for a terminal. */
public final class ProbeText {
  private static final int TITLE_WIDTH = 15;
  private static final String INDENT = " ".repeat(3 + TITLE_WIDTH);

  /** With the indent, what most terminals show. */
  private static final int TEXT_WIDTH = 80;

  private static final String BOLD = "1";
  private static final String DIM = "2";

  private final ProbeReport report;
  private final boolean coloured;
  private final StringBuilder out = new StringBuilder();

  private ProbeText(ProbeReport report, boolean coloured) {
    this.report = report;
    this.coloured = coloured;
  }

  /** Renders, with colours or plain. */
  public static String render(ProbeReport report, boolean coloured) {
    ProbeText text = new ProbeText(report, coloured);
    text.write();
    return text.out.toString();
  }

  private void write() {
    out.append(styled(BOLD, report.directory() + " for " + report.peer())).append('\n');
    for (Topic.Section section : Topic.Section.values()) {
      heading(section.title());
      report.facts().stream().filter(fact -> fact.topic().section() == section).forEach(this::fact);
    }
    heading("What is used, by mode and size of file (store.memory-file-max)");
    choices();
  }

  private void heading(String title) {
    out.append('\n').append(styled(BOLD, title)).append('\n');
  }

  private void fact(Fact fact) {
    String mark =
        switch (fact.grade()) {
          case GOOD -> styled("32", "+");
          case PLAIN -> " ";
          case WEAK -> styled("33", "!");
        };
    out.append(' ').append(mark).append(' ').append(padded(fact.topic().title(), TITLE_WIDTH));
    out.append(String.join("\n" + INDENT, wrapped(fact.text()))).append('\n');
    for (String line : wrapped(fact.remedy())) {
      out.append(INDENT).append(styled(DIM, line)).append('\n');
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
    List<Function<Choice, String>> columns =
        List.of(
            choice -> choice.mode().name().toLowerCase(Locale.ROOT),
            this::size,
            choice -> choice.body().title(),
            choice -> choice.way().title(),
            choice -> choice.proof().name());
    for (Choice choice : report.choices()) {
      StringBuilder line = new StringBuilder(choice.mode() == report.mode() ? " * " : "   ");
      for (Function<Choice, String> column : columns) {
        line.append(padded(column.apply(choice), 2 + width(column)));
      }
      out.append(choice.mode() == report.mode() ? styled(BOLD, line.toString()) : line);
      out.append(choice.reason()).append('\n');
    }
    out.append("   *: serve.mode\n");
  }

  private String size(Choice choice) {
    return switch (choice.size()) {
      case SMALL -> "to " + report.memoryFileMax();
      case LARGE -> "larger";
    };
  }

  private int width(Function<Choice, String> column) {
    return report.choices().stream().mapToInt(it -> column.apply(it).length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  private String styled(String style, String text) {
    return coloured ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
  }
}

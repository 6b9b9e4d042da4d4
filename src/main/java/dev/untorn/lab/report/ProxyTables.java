package dev.untorn.lab.report;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.proxy.ProxyCellResult;
import dev.untorn.lab.proxy.ProxyEvidence;
import dev.untorn.lab.proxy.ProxyResult;
import dev.untorn.lab.proxy.ProxyStanding;
import dev.untorn.lab.upstream.OriginKind;
import dev.untorn.text.Table;
import dev.untorn.text.Tone;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of a run of proxies. */
final class ProxyTables {
  private ProxyTables() {}

  static VerdictCounts counts(List<ProxyCellResult> cells) {
    return cells.stream()
        .map(ProxyCellResult::counts)
        .reduce(VerdictCounts.NONE, VerdictCounts::plus);
  }

  static ProxyEvidence evidence(List<ProxyCellResult> cells) {
    return cells.stream()
        .map(ProxyCellResult::evidence)
        .reduce(ProxyEvidence.NONE, ProxyEvidence::plus);
  }

  static Map<String, List<ProxyCellResult>> byTarget(List<ProxyCellResult> cells) {
    return cells.stream()
        .collect(
            Collectors.groupingBy(
                cell -> cell.cell().target().label(), LinkedHashMap::new, Collectors.toList()));
  }

  /** How many responses were judged of each proxy, by client. */
  static Table clients(ProxyResult result) {
    List<ClientKind> kinds = result.plan().clients();
    Table table = new Table("proxy");
    kinds.forEach(kind -> table.left(kind.label()).note(kind.sentence()));
    table.left("joined files").left("purges").left("after purges");
    byTarget(result.cells())
        .forEach((name, rows) -> {
          Table.Row fields = table.row().add(name);
          judged(fields, kinds, rows);
          ProxyEvidence evidence = evidence(rows);
          fields
              .add(Long.toString(evidence.joinedFiles()))
              .add(Long.toString(evidence.purges()))
              .add(Long.toString(evidence.afterPurges()));
        });
    return table;
  }

  /** The same of one proxy, in front of each origin. */
  static Table judged(ProxyResult result, String proxy) {
    List<ClientKind> kinds = result.plan().clients();
    Table table = new Table("origin");
    kinds.forEach(kind -> table.left(kind.label()).note(kind.sentence()));
    for (ProxyCellResult cell : byTarget(result.cells()).getOrDefault(proxy, List.of())) {
      Table.Row fields = table.row().add(cell.cell().origin().label());
      judged(fields.note(cell.cell().origin().sentence()), kinds, List.of(cell));
    }
    return table;
  }

  private static void judged(
      Table.Row fields, List<ClientKind> kinds, List<ProxyCellResult> cells) {
    for (ClientKind kind : kinds) {
      long judged = cells.stream().mapToLong(cell -> cell.counts(kind).judged()).sum();
      boolean isAbsent = cells.stream().noneMatch(cell -> cell.cell().clients().contains(kind));
      fields.add(
          isAbsent ? "–" : Long.toString(judged),
          judged == 0 && !isAbsent ? Tone.WARNING : Tone.PLAIN);
    }
  }

  /** A row for each cell. */
  static Table cells(ProxyResult result) {
    List<ProxyCellResult> rows = result.all();
    List<Anomaly> shown =
        Stream.of(Anomaly.values())
            .filter(anomaly -> rows.stream().anyMatch(row -> row.counts().count(anomaly) > 0))
            .toList();
    Table table = new Table("proxy", "origin", "says", "whole", "objects met", "asked upstream");
    shown.forEach(anomaly -> table.left(anomaly.label()).note(anomaly.sentence()));
    for (ProxyCellResult row : rows) {
      VerdictCounts counts = row.counts();
      Table.Row cells =
          table
              .row()
              .add(row.cell().target().label())
              .add(row.cell().origin().label())
              .note(row.cell().origin().sentence())
              .add(row.standing().label(), tone(row.standing()))
              .add(counts.whole() + "/" + counts.judged())
              .add(met(List.of(row)))
              .add(Long.toString(row.evidence().upstreamRequests()));
      shown.forEach(it -> cells.add(Long.toString(counts.count(it)), tone(it, counts.count(it))));
    }
    return table;
  }

  /** Proxies by origins, redder the more responses deceived their client. */
  static Table matrix(List<ProxyCellResult> cells) {
    List<OriginKind> origins =
        cells.stream().map(cell -> cell.cell().origin()).distinct().sorted().toList();
    Table table = new Table("");
    origins.forEach(origin -> table.left(origin.label()).note(origin.sentence()));
    byTarget(cells)
        .forEach((name, row) -> {
          Table.Row fields = table.row().add(name);
          for (OriginKind origin : origins) {
            row.stream()
                .filter(cell -> cell.cell().origin() == origin && cell.counts().judged() > 0)
                .findFirst()
                .ifPresentOrElse(
                    cell -> ResultTables.field(fields, cell.counts()), () -> fields.add("–"));
          }
        });
    return table;
  }

  /** A row for each proxy. */
  static Table proxies(ProxyResult result) {
    Table table =
        new Table(
            "proxy", "says", "judged", "wrong", "available", "objects met", "restarts", "found");
    byTarget(result.all())
        .forEach((name, rows) -> {
          VerdictCounts counts = counts(rows);
          ProxyStanding standing = standing(rows);
          table
              .row()
              .add(name)
              .add(standing.label(), tone(standing))
              .add(Long.toString(counts.judged()))
              .add(Long.toString(counts.deceived()), counts.deceived() == 0 ? Tone.GOOD : Tone.BAD)
              .add(Wording.share(counts))
              .add(met(rows))
              .add(Long.toString(evidence(rows).restarts()))
              .add(found(counts));
        });
    return table;
  }

  /** What was found, without a comma before it. */
  static String found(VerdictCounts counts) {
    return Wording.found(counts).replaceFirst("^, ", "");
  }

  /** Objects whose fault a response met, with the bound where none was wrong. */
  static String met(List<ProxyCellResult> cells) {
    long met = evidence(cells).metObjects();
    String bound = counts(cells).deceived() == 0 ? Wording.bound(met) : "";
    return met + (bound.isEmpty() ? "" : " " + bound);
  }

  /** What several cells say together. */
  static ProxyStanding standing(List<ProxyCellResult> cells) {
    return Stream.of(ProxyStanding.BROKEN, ProxyStanding.UNKNOWN)
        .filter(some -> cells.stream().anyMatch(cell -> cell.standing() == some))
        .findFirst()
        .orElse(ProxyStanding.KEPT);
  }

  private static Tone tone(ProxyStanding standing) {
    return switch (standing) {
      case KEPT -> Tone.GOOD;
      case BROKEN -> Tone.BAD;
      case UNKNOWN -> Tone.WARNING;
      case AVOIDED -> Tone.DIM;
    };
  }

  private static Tone tone(Anomaly anomaly, long count) {
    return count == 0 ? Tone.DIM : anomaly.isHonest() ? Tone.WARNING : Tone.BAD;
  }
}

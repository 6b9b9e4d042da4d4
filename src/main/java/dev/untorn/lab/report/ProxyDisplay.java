package dev.untorn.lab.report;

import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.proxy.ProxyCell;
import dev.untorn.lab.proxy.ProxyCellResult;
import dev.untorn.lab.proxy.ProxyProgress;
import dev.untorn.text.LiveDisplay;
import java.util.concurrent.atomic.LongAdder;

/** Shows a run of proxies: a line for each judged cell, and a count of the current one. */
public final class ProxyDisplay implements ProxyProgress {
  private final LiveDisplay display;
  private final LongAdder seen = new LongAdder();
  private volatile String cell = "";

  public ProxyDisplay(LiveDisplay display) {
    this.display = display;
  }

  @Override
  public void begins(ProxyCell begun, int number, int of) {
    cell = "%3d/%d  %-28s".formatted(number, of, begun.name());
    seen.reset();
    display.show(cell);
  }

  @Override
  public void seen(Observation observation) {
    seen.increment();
    display.showSometimes(() -> "%s %6d responses".formatted(cell, seen.sum()));
  }

  @Override
  public void judged(ProxyCellResult result) {
    VerdictCounts counts = result.counts();
    display.keep(
        "%s %6d judged, %6d whole".formatted(cell, counts.judged(), counts.whole())
            + Wording.found(counts)
            + result.unclear().map(why -> ", UNKNOWN: " + why).orElse(""));
  }
}

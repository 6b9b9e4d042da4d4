package dev.untorn.lab.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.run.RunInfo;
import dev.untorn.lab.upstream.OriginKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Untorn gives nothing that its origin did not give, and is killed in the middle of it. */
final class UntornProxyTest {
  private static final long SIZE = 512 * 1024;

  /** Long enough for two starts on a busy machine, and for what is to be seen between them. */
  private static final Duration PER_CELL = Duration.ofSeconds(15);

  @Test
  void no_response_is_wrong_whatever_the_origin_does() throws Exception {
    ProxyPlan plan =
        new ProxyPlan(
            List.of(new CommandTarget("untorn", command())),
            List.of(
                OriginKind.SWAP, OriginKind.CUT_CHUNKED, OriginKind.DAMAGED, OriginKind.MIRRORED),
            List.of(ClientKind.values()),
            0,
            SIZE,
            PER_CELL,
            System.nanoTime());
    ProxyResult result = new ProxyLab(plan, ProxyProgress.NONE).run(RunInfo.now("test", "test"));
    assertTrue(result.controlsCaught(), result::toString);
    for (ProxyCellResult cell : result.cells()) {
      assertEquals(0, cell.counts().deceived(), cell::toString);
      assertEquals(1, cell.evidence().restarts(), cell::toString);
      assertTrue(cell.counts().answers() > 0, cell::toString);
    }
  }

  private static String command() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String options = " -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp '";
    String program =
        "' dev.untorn.cli.Main proxy http://{origin}/ http://{second}/ --cache {dir}/cache";
    return "exec "
        + java
        + options
        + System.getProperty("java.class.path")
        + program
        + " --port {port} --admin-port off";
  }
}

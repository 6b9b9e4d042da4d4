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
  private static final Duration PER_CELL = Duration.ofSeconds(8);

  @Test
  void no_response_is_wrong_whatever_the_origin_does() throws Exception {
    ProxyPlan plan =
        new ProxyPlan(
            List.of(
                new CommandTarget("untorn", command("http://{origin}/ http://{second}/")),
                new CommandTarget(
                    "untorn-s3",
                    "export AWS_ACCESS_KEY_ID=lab AWS_SECRET_ACCESS_KEY=lab; "
                        + command("s3://{bucket} --endpoint {endpoint}"))),
            List.of(
                OriginKind.SWAP,
                OriginKind.CUT_CHUNKED,
                OriginKind.MIRRORED,
                OriginKind.S3_VERSIONS),
            List.of(ClientKind.values()),
            0,
            new ProxyPlan.Sizes(SIZE, 4 * SIZE),
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

  /** With purges. */
  private static String command(String origin) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String options = " -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp '";
    String program = "' dev.untorn.cli.Main proxy " + origin + " --cache {dir}/cache";
    return "echo \"admin: {token-file: '{token}'}\" >{dir}/untorn.yaml && exec "
        + java
        + options
        + System.getProperty("java.class.path")
        + program
        + " --config {dir}/untorn.yaml --port {port} --admin-port {admin}";
  }
}

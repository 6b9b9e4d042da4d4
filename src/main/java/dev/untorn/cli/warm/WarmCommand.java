package dev.untorn.cli.warm;

import dev.untorn.cli.ExitCodes;
import dev.untorn.cli.Interruption;
import dev.untorn.text.LiveDisplay;
import dev.untorn.text.Reason;
import dev.untorn.warm.ProxyAddress;
import dev.untorn.warm.ProxyAddress.Parsed;
import dev.untorn.warm.UrlLists;
import dev.untorn.warm.WarmUrl;
import dev.untorn.warm.Warming;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code untorn warm}. */
@Command(
    name = "warm",
    header = "Have a proxy fetch what a list or a sitemap names, before clients ask for it.",
    description = {
      "",
      "The proxy runs, here or elsewhere. What it has, and is fresh, is not fetched again. Each URL"
          + " of which not the whole is stored in the end is named, with the reason."
    },
    customSynopsis = "@|bold untorn warm|@ [OPTIONS] PROXY [FILE...]",
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%n",
    optionListHeading = "%n@|bold Options|@%n",
    sortOptions = false,
    footer = {
      "",
      "@|bold Lists|@",
      "A FILE has a path or a URL a line, and may have comments (#); or it is a sitemap, or an"
          + " index of sitemaps (sitemaps.org). Either may be compressed by gzip.",
      "A path, or a URL with the host and port of PROXY, is requested from the proxy itself. Any"
          + " other URL is requested through it, as by a client that has it as its HTTP proxy.",
      "",
      "@|bold Exit codes|@",
      "  0  all is stored",
      "  1  something is not",
      "  2  not understood, or no proxy answers",
      "  130, 143  interrupted: a report of what was done until then",
      "",
      "@|bold Examples|@",
      "  untorn warm http://127.0.0.1:8080 paths.txt",
      "  zcat access.log.gz | awk '{print $7}' | untorn warm http://127.0.0.1:8080 -",
      "  untorn warm https://www.example.com --connect 127.0.0.1:8443 --sitemap /sitemap.xml"
    })
public final class WarmCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "PROXY",
      description = "the URL of the proxy, without a path, as in the sitemap")
  private String proxy = "";

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      description = "a list or a sitemap; - is the standard input")
  private List<String> files = List.of();

  @Option(
      names = "--sitemap",
      paramLabel = "URL",
      description = "the path or URL of a sitemap, which is fetched through the proxy; repeatable")
  private List<String> sitemaps = List.of();

  @Mixin private WarmOptions options = new WarmOptions();

  @Override
  public Integer call() throws InterruptedException {
    if (files.isEmpty() && sitemaps.isEmpty()) {
      return refuse(
          "name what is to be warmed: a FILE, - for the standard input, or --sitemap URL");
    }
    Optional<String> problem = options.problem();
    if (problem.isPresent()) {
      return refuse(problem.get());
    }
    return switch (ProxyAddress.parse(proxy, options.connect())) {
      case Parsed.Invalid<ProxyAddress>(String reason) -> refuse(reason);
      case Parsed.Valid<ProxyAddress>(ProxyAddress address) -> warm(address);
    };
  }

  private int warm(ProxyAddress address) throws InterruptedException {
    List<WarmUrl> urls;
    try (UrlLists lists = new UrlLists(address, options.load().timeout())) {
      Optional<String> unreachable = lists.unreachable();
      if (unreachable.isPresent()) {
        return refuse(
            "no proxy answers at %s: %s (is it running? --connect HOST:PORT names another place)"
                .formatted(address.text(), unreachable.get()));
      }
      Optional<String> problem = collect(lists);
      if (problem.isPresent()) {
        return refuse(problem.get());
      }
      urls = lists.urls();
    }
    if (urls.isEmpty()) {
      return refuse("nothing is listed");
    }
    return warm(address, urls);
  }

  private Optional<String> collect(UrlLists lists) {
    for (String file : files) {
      Optional<String> problem =
          file.equals(STANDARD_INPUT) ? lists.add("standard input", System.in) : add(file, lists);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return sitemaps.stream().flatMap(each -> lists.addSitemap(each).stream()).findFirst();
  }

  private static Optional<String> add(String file, UrlLists lists) {
    try (InputStream bytes = Files.newInputStream(Path.of(file))) {
      return lists.add(file, bytes);
    } catch (InvalidPathException e) {
      return Optional.of(file + ": no path of a file");
    } catch (IOException e) {
      return Optional.of(file + ": " + Reason.of(e));
    }
  }

  private int warm(ProxyAddress address, List<WarmUrl> urls) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    WarmReport report =
        new WarmReport(
            urls.size(), out, LiveDisplay.on(spec.commandLine().getErr(), options.isQuiet()));
    Warming warming = new Warming(address, options.load(), report::add);
    try (Interruption _ = new Interruption(warming::stop)) {
      warming.run(urls);
      out.print(report.end());
      out.flush();
    }
    return report.isAllWarm() ? ExitCodes.FINE : ExitCodes.FAILED;
  }

  private int refuse(String problem) {
    spec.commandLine().getErr().println("untorn: " + problem);
    return ExitCodes.USAGE;
  }
}

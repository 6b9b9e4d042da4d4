package dev.untorn.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.untorn.config.DateTrust;
import dev.untorn.config.Glob;
import dev.untorn.config.Mode;
import dev.untorn.config.RouteRule;
import dev.untorn.config.Rule;
import dev.untorn.config.TagBasis;
import dev.untorn.config.WhileWriting;
import dev.untorn.semantics.Coding;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rule a file follows, and that what is confirmed follows the same. */
final class PoliciesTest {
  private static final Policy USUAL =
      new Policy(Mode.AUTO, WhileWriting.COMMITTED, TagBasis.STAMP, DateTrust.CHECKED);
  private static final Policy LIVE =
      new Policy(Mode.SENDFILE, WhileWriting.COMMITTED, TagBasis.STAMP, DateTrust.CHECKED);

  @TempDir Path root;

  private static Rule rule(String match, Mode mode) {
    return new Rule(
        new Glob(match), Optional.of(mode), Optional.empty(), Optional.empty(), RouteRule.NONE);
  }

  private static Policy policy(ServedTree servedTree, String path, List<Coding> acceptable) {
    OpenFile source = servedTree.source(path, acceptable);
    source.file().close();
    CachedResolution cachedResolution = servedTree.confirm(path, acceptable);
    assertNotNull(cachedResolution);
    assertEquals(source.policy(), cachedResolution.policy(), path);
    return source.policy();
  }

  @Test
  void the_first_rule_that_matches_holds_and_what_it_leaves_out_is_as_usual() throws Exception {
    for (String name : List.of("a.log", "b.txt", "c.html")) {
      Files.writeString(root.resolve(name), name);
    }
    try (ServedTree servedTree =
        ServedTree.ruled(
            root,
            rule("/a.*", Mode.GUARDED),
            rule("*.log", Mode.SENDFILE),
            new Rule(
                new Glob("*.txt"),
                Optional.empty(),
                Optional.of(WhileWriting.REFUSE),
                Optional.empty(),
                RouteRule.NONE))) {
      assertEquals(
          new Policy(Mode.GUARDED, WhileWriting.COMMITTED, TagBasis.STAMP, DateTrust.CHECKED),
          policy(servedTree, "a.log", ServedTree.IDENTITY));
      assertEquals(
          new Policy(Mode.AUTO, WhileWriting.REFUSE, TagBasis.STAMP, DateTrust.CHECKED),
          policy(servedTree, "b.txt", ServedTree.IDENTITY));
      assertEquals(USUAL, policy(servedTree, "c.html", ServedTree.IDENTITY));
    }
  }

  @Test
  void a_sibling_follows_its_original() throws Exception {
    Files.writeString(root.resolve("a.txt"), "plain");
    Files.writeString(root.resolve("a.txt.gz"), "gzip");
    try (ServedTree servedTree = ServedTree.ruled(root, rule("*.txt", Mode.SENDFILE))) {
      assertEquals(LIVE, policy(servedTree, "a.txt", ServedTree.ALL));
      assertEquals(LIVE, policy(servedTree, "a.txt", ServedTree.IDENTITY));
      assertEquals(
          USUAL, policy(servedTree, "a.txt.gz", ServedTree.IDENTITY), "asked for by itself");
    }
  }

  @Test
  void an_index_follows_its_own_path() throws Exception {
    Files.createDirectory(root.resolve("live"));
    Files.writeString(root.resolve("live/index.html"), "page");
    try (ServedTree servedTree = ServedTree.ruled(root, rule("/live/**", Mode.SENDFILE))) {
      assertEquals(LIVE, policy(servedTree, "live/", ServedTree.IDENTITY));
    }
  }
}

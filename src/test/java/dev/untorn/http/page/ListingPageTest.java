package dev.untorn.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.Folder;
import dev.untorn.origin.Folder.Entry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ListingPageTest {
  private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"([^\"]*)\"");
  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);
  private static final long TIME = 1_795_486_507;

  @Test
  void a_row_tells_name_size_and_time() {
    String page = page("", new Entry("a.txt", false, false, 1536, TIME));
    assertTrue(page.contains("<a href=\"a.txt\"><bdi>a.txt</bdi></a>"), page);
    assertTrue(page.contains("<span title=\"1,536 bytes\">1.5 KiB</span>"), page);
    assertTrue(
        page.contains(
            "<time datetime=\"2026-11-24T02:15:07Z\">2026-11-24<span> 02:15</span></time>"),
        page);
    assertTrue(page.contains("0 folders, 1 file, 1.5 KiB"), page);
  }

  @Test
  void a_directory_has_no_size_and_a_slash() {
    String page = page("", new Entry("sub", true, false, 0, TIME));
    assertTrue(page.contains("<a class=\"d\" href=\"sub/\"><bdi>sub/</bdi></a></td><td></td>"));
  }

  @Test
  void hostile_names_are_text_everywhere() {
    String script = "<script>alert(1)<\\script>";
    String attribute = "\" onmouseover=\"alert(1)";
    String mark = "{{body}}{{style}}";
    String page =
        page(
            script + "/" + attribute + "/" + mark,
            new Entry(script, false, false, 1, TIME),
            new Entry(attribute, true, false, 0, TIME));
    assertFalse(page.contains("<script"), page);
    assertFalse(page.contains("\" on"), page);
    assertEquals(1, page.split("<body>", -1).length - 1);
    assertTrue(page.contains("<title>Index of /&lt;script&gt;"), page);
    assertTrue(page.contains("<h1><bdi>{{body}}{{style}}</bdi></h1>"), page);
  }

  @Test
  void links_lead_to_the_folders_above_and_to_the_entries() {
    String page =
        page(
            "a/b c/d",
            new Entry("x:y", true, false, 0, TIME),
            new Entry("?", false, false, 0, TIME));
    URI base = URI.create("http://host/prefix/a/b%20c/d/");
    List<String> paths = new ArrayList<>();
    for (MatchResult link : LINK.matcher(page).results().toList()) {
      paths.add(base.resolve(link.group(1)).getRawPath());
    }
    assertEquals(
        List.of(
            "/prefix/",
            "/prefix/a/",
            "/prefix/a/b%20c/",
            "/prefix/a/b%20c/",
            "/prefix/a/b%20c/d/x%3Ay/",
            "/prefix/a/b%20c/d/%3F"),
        paths);
  }

  @Test
  void the_root_has_no_way_up() {
    assertFalse(page("", new Entry("a", false, false, 0, TIME)).contains("../"));
  }

  @Test
  void the_head_says_how_it_is_sorted_and_offers_the_reverse() {
    Folder folder = Folder.whole("", List.of(new Entry("a", false, false, 0, TIME)));
    String page = page(folder, ListingOrder.fromQuery("sort=time"));
    assertTrue(
        page.contains(
            "<th scope=\"col\" aria-sort=\"ascending\"><form>"
                + "<button name=\"sort\" value=\"time\">Modified</button>"
                + "<input type=\"hidden\" name=\"order\" value=\"desc\"></form></th>"),
        page);
    assertEquals(2, page.split("<th scope=\"col\" aria-sort=", -1).length, "one column");
  }

  @Test
  void an_empty_folder_says_so() {
    assertTrue(page("x").contains("This folder is empty."));
    assertFalse(page("x", new Entry("a", false, false, 0, TIME)).contains("This folder is empty."));
  }

  @Test
  void what_a_symlink_leads_to_is_not_summed_up_with_it() {
    String page =
        page(
            "",
            new Entry("big", false, false, 1536, TIME),
            new Entry("l", false, true, 1536, TIME));
    assertTrue(page.contains("0 folders, 2 files, 1.5 KiB"), page);
  }

  @Test
  void sparse_files_cannot_overflow_the_sum() {
    Entry huge = new Entry("a", false, false, Long.MAX_VALUE, TIME);
    assertTrue(page("", huge, huge, huge).contains("3 files, 8.0 EiB"));
  }

  @Test
  void the_security_policy_allows_the_styles_and_nothing_else() throws Exception {
    String page = page("x", new Entry("a", true, false, 0, TIME));
    List<MatchResult> styles = STYLE.matcher(page).results().toList();
    assertEquals(2, styles.size());
    for (MatchResult style : styles) {
      byte[] text = style.group(1).getBytes(StandardCharsets.UTF_8);
      String hash =
          Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text));
      assertTrue(Page.CONTENT_SECURITY_POLICY.contains("'sha256-" + hash + "'"), hash);
    }
    assertTrue(Page.CONTENT_SECURITY_POLICY.startsWith("default-src 'none'; "));
    assertFalse(Page.CONTENT_SECURITY_POLICY.contains("unsafe"));
    assertFalse(page.contains("style="), "an inline style would be refused");
    assertFalse(page.matches("(?s).*(src|url\\(|@import)\\W{0,2}(https?:|//).*"));
  }

  private static String page(String path, Entry... entries) {
    return page(Folder.whole(path, List.of(entries)), ListingOrder.DEFAULT);
  }

  private static String page(Folder folder, ListingOrder order) {
    ListingPage page = new ListingPage(folder, order);
    return new String(page.whole(order.sorted(folder.entries())), StandardCharsets.UTF_8);
  }
}

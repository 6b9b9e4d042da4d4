package dev.untorn.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.text.LiveDisplay.Mode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class LiveDisplayTest {
  private final StringWriter out = new StringWriter();

  private LiveDisplay display(Mode mode) {
    return new LiveDisplay(new PrintWriter(out), mode);
  }

  private static void use(LiveDisplay display) {
    display.show("a\nb\n");
    display.show("c");
    display.keep("done");
    display.show("d");
    display.leave();
    display.show("e");
    display.clear();
  }

  @Test
  void a_terminal_s_block_is_drawn_in_its_place() {
    use(display(Mode.TERMINAL));
    assertEquals(
        "a\nb\n\033[2A\r\033[Jc\n\033[1A\r\033[Jdone\nd\n\ne\n\033[1A\r\033[J", out.toString());
  }

  @Test
  void elsewhere_there_are_only_lines_that_stay() {
    use(display(Mode.LINES));
    assertEquals("done\n", out.toString());
  }

  @Test
  void who_wants_quiet_sees_nothing() {
    use(display(Mode.QUIET));
    assertEquals("", out.toString());
  }
}

package dev.weft.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What Weft writes into a person's document, and what it leaves alone. */
class BlocksTest {
  private static final Map<String, String> BLOCKS =
      new TreeMap<>(Map.of("data", "new data", "result", "new $1 result"));

  @Test
  void whatStandsBetweenTheCommentsIsNewAndAllElseStays() {
    String document =
        """
        # Mine
        <!-- weft:data -->
        old
        <!-- /weft -->
        My words.
        <!-- weft:result -->
        <!-- /weft -->
        The end\
        """;
    String expected =
        """
        # Mine
        <!-- weft:data -->
        new data
        <!-- /weft -->
        My words.
        <!-- weft:result -->
        new $1 result
        <!-- /weft -->
        The end\
        """;
    assertEquals(expected, Blocks.renewed(document, BLOCKS));
    assertEquals(expected, Blocks.renewed(expected, BLOCKS));
  }

  @Test
  void aBlockThatWasTakenOutStaysOut() {
    assertEquals("My words alone.", Blocks.renewed("My words alone.", BLOCKS));
  }

  @Test
  void aBlockWithoutEndOrOfAnotherNameIsRefusedWithItsLine() {
    WeftException open = assertThrows(WeftException.class, () -> Blocks.renewed("a\n<!-- weft:data -->\nb", BLOCKS));
    assertEquals("line 2: a block must end with '<!-- /weft -->'; '<!-- weft:data -->' does not.", open.getMessage());
    WeftException other =
        assertThrows(WeftException.class, () -> Blocks.renewed("<!-- weft:dta -->\n<!-- /weft -->", BLOCKS));
    assertEquals("line 1: a block is one of data, result; received 'dta'.", other.getMessage());
    String lost = "<!-- weft:data -->\nmine\n<!-- weft:result -->\n<!-- /weft -->";
    assertEquals(
        "line 1: a block must end with '<!-- /weft -->'; '<!-- weft:data -->' does not.",
        assertThrows(WeftException.class, () -> Blocks.renewed(lost, BLOCKS)).getMessage());
  }
}

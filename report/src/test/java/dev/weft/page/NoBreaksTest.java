package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NoBreaksTest {
  @Test
  void aNumberStaysWithItsUnit() {
    assertEquals("<p>97.5\u00a0% in 3\u00a0h 05\u00a0min</p>", NoBreaks.between("<p>97.5 % in 3 h 05 min</p>"));
    assertEquals(
        "<p>p\u00a0=\u00a00.03, p\u00a0<\u00a00.001</p>".replace("<\u00a0", "&lt;\u00a0"),
        NoBreaks.between("<p>p = 0.03, p &lt; 0.001</p>"));
  }

  @Test
  void aTextOfAScriptHasThemToo() {
    assertEquals("97.5\u00a0%, p\u00a0<\u00a00.001", NoBreaks.in("97.5 %, p < 0.001"));
  }

  @Test
  void otherSpacesStay() {
    String html = "<p title=\"3 h\">3 hills, 2 samples, a 4 smaller one</p>";
    assertEquals(html, NoBreaks.between(html));
  }

  @Test
  void codeIsNotChanged() {
    String html = "<pre>sleep 3 s</pre><script>'5 %'</script><code>5 %</code>";
    assertEquals(html, NoBreaks.between(html));
  }
}

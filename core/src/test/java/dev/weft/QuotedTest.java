package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTest {
  /**
   * C0, DEL, C1, soft hyphen, bidirectional marks, overrides and isolates, zero-width, separators, BOM, tags, halves.
   */
  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 7, 8, 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9f, 0xad, 0x61c, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028,
        0x2029, 0x202a, 0x202e, 0x2060, 0x2066, 0x2069, 0xfeff, 0xd83d, 0xde00, 0xfff9
      })
  void whatATerminalObeysOrNobodySeesIsWrittenAsItsNumber(int c) {
    String escape = "\\u" + String.format("%04x", c);
    assertEquals("a" + escape + "b", Quoted.text("a" + (char) c + "b"));
    assertEquals("a" + escape + "b", Quoted.line("a" + (char) c + "b"));
    assertEquals("a" + escape + "b", Quoted.lines("a" + (char) c + "b"));
    assertEquals("\"a" + escape + "b\"", Quoted.json("\"a" + (char) c + "b\""));
    assertEquals("a" + escape + "b", new WeftException("a" + (char) c + "b").getMessage());
  }

  @Test
  void lineEndsAndTabsAreLayoutOnlyInLines() {
    assertEquals("a\\r\\n\\tb", Quoted.text("a\r\n\tb"));
    assertEquals("a\\r\\n\\tb", Quoted.line("a\r\n\tb"));
    assertEquals("a\\r\n\tb", Quoted.lines("a\r\n\tb"));
    assertEquals("{\n\t\"a\": 1\n}", Quoted.json("{\n\t\"a\": 1\n}"));
  }

  @Test
  void charactersBeyondTheFirstPlaneAreWhole() {
    assertEquals("a\\u{e0041}b", Quoted.text("a\udb40\udc41b"));
    assertEquals("\"a\\udb40\\udc41b\"", Quoted.json("\"a\udb40\udc41b\""));
    assertEquals("😀", Quoted.text("😀"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"größe 3", "你好 😀", "می‌خواهم", "👩‍👩‍👧", "क्‍ष", "C:\\new\\table", "100 % 'sure'", "e\u0301", ""})
  void whatPeopleWriteStays(String text) {
    assertEquals(text, Quoted.text(text));
    assertEquals(text, Quoted.line(text));
  }

  @Test
  void aLongWordIsCutAtAWholeCharacter() {
    assertEquals("x".repeat(80), Quoted.text("x".repeat(80)));
    assertEquals("x".repeat(79) + "…", Quoted.text("x".repeat(81)));
    assertEquals("😀".repeat(80), Quoted.text("😀".repeat(80)));
    assertEquals("😀".repeat(79) + "…", Quoted.text("😀".repeat(1_000_000)));
    assertEquals("abc…", Quoted.text("abcde", 4));
    assertEquals("x".repeat(3999) + "…", Quoted.line("x".repeat(5000)));
  }

  @Test
  void onlyTextsStandInQuotationMarks() {
    assertEquals("'0.1'", Quoted.value("0.1"));
    assertEquals("0.1", Quoted.value(0.1));
    assertEquals("[a, 1]", Quoted.value(List.of("a", 1)));
    assertEquals("null", Quoted.value(null));
    assertNull(Quoted.line(null));
  }

  @Test
  void aLongListSaysHowManyMore() {
    assertEquals("", Quoted.list(List.of()));
    assertEquals("a, b\\n, 3", Quoted.list(List.of("a", "b\n", 3)));
    assertEquals("x, ".repeat(39) + "x and 60 more", Quoted.list(Collections.nCopies(100, "x")));
  }
}

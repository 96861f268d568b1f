package dev.weft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlainNameTest {
  @Test
  void hasTheLettersOfAnySystem() {
    assertEquals("batch_size-16-optimizer-Adam", PlainName.of("batch_size=16 optimizer=Adam"));
    assertEquals("Grosse-Lodz", PlainName.of("Größe: Łódź"));
    assertEquals("digits-1", PlainName.of("digits (1)"));
    assertEquals("", PlainName.of("../.."));
    assertEquals("", PlainName.of("你好"));
  }

  @Test
  void isNoLongerThanAFolderMayBeNamed() {
    assertEquals(PlainName.LONGEST, PlainName.of("x".repeat(300)).length());
  }
}

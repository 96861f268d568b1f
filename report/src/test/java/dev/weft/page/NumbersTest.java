package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void figuresHaveFourDecimalsAndSmallAndLargeOnesThreeDigits() {
    assertEquals("0.9690", Numbers.figure(0.969));
    assertEquals("0.001", Numbers.figure(0.001));
    assertEquals("0.00123", Numbers.figure(0.0012345));
    assertEquals("1.00e-07", Numbers.figure(1e-7));
    assertEquals("1.23e12", Numbers.figure(1.234e12));
    assertEquals("0.0000", Numbers.figure(0));
    assertEquals("–", Numbers.figure(Double.NaN));
  }

  @Test
  void timesAreSaidAsPeopleSayThem() {
    assertEquals("6.1 s", Numbers.time(6.08));
    assertEquals("51 s", Numbers.time(51.03));
    assertEquals("12 min", Numbers.time(731));
    assertEquals("3 h 05 min", Numbers.time(11_100));
  }

  @Test
  void oneIsNotMany() {
    assertEquals("1 image", Numbers.of(1, "image"));
    assertEquals("1,000 images", Numbers.of(1_000, "image"));
  }
}

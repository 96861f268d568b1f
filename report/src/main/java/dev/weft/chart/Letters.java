package dev.weft.chart;

/** Short names of things that are compared: A, B, ..., Z, AA, AB, .... */
public final class Letters {
  private static final int COUNT = 26;

  private Letters() {}

  /**
   * @param place 0 or more
   */
  public static String of(int place) {
    String last = String.valueOf((char) ('A' + place % COUNT));
    return place < COUNT ? last : of(place / COUNT - 1) + last;
  }
}

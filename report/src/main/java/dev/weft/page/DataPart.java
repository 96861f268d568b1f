package dev.weft.page;

import java.util.Locale;

/** A part of the data of a run, as its experiment divided it. */
public enum DataPart {
  /** What it learned from. */
  TRAIN("training"),
  /** What it was watched on. */
  VALIDATION("validation"),
  /** What it was tested on. */
  TEST("test");

  private final String adjective;

  DataPart(String adjective) {
    this.adjective = adjective;
  }

  /** {@code train}, {@code validation} or {@code test}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@code training images}. */
  String images() {
    return adjective + " images";
  }
}

package dev.weft.source;

import java.util.Locale;

/** A part of the images of a training. */
public enum DataPart {
  /** What a network learns from. */
  TRAIN("training"),
  /** What it is watched on while it learns. */
  VALIDATION("validation"),
  /** What it is tested on when it has learned. */
  TEST("test");

  private final String adjective;

  DataPart(String adjective) {
    this.adjective = adjective;
  }

  /** As files and options name it: {@code train}, {@code validation} or {@code test}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As a sentence names it: {@code training}, {@code validation} or {@code test}. */
  public String adjective() {
    return adjective;
  }

  /** As a store names a figure of this part: {@code test.accuracy}. */
  public String path(String figure) {
    return word() + "." + figure;
  }

  /** {@code training images}. */
  public String images() {
    return adjective + " images";
  }
}

package dev.weft.image;

/** What lies under the transparent pixels of an image. */
public enum Ground {
  WHITE(255),
  BLACK(0);

  private final int value;

  Ground(int value) {
    this.value = value;
  }

  /** The other one. */
  Ground other() {
    return this == WHITE ? BLACK : WHITE;
  }

  /** Its brightness, 0 or 255. */
  int value() {
    return value;
  }
}

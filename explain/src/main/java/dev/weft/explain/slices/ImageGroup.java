package dev.weft.explain.slices;

/**
 * Images that have a property in common.
 *
 * @param property {@code "brightness"}
 * @param values what of it they have: {@code "12.1 to 20.4"}
 * @param rows which images, ascending
 */
public record ImageGroup(String property, String values, int[] rows) {
  /** {@code "brightness 12.1 to 20.4"}. */
  public String name() {
    return property + " " + values;
  }
}

package dev.weft.page;

/**
 * A section of a page, as the contents list it.
 *
 * @param id of its heading
 * @param title what the contents call it; short
 * @param isPart whether it belongs to the section before it
 */
public record Section(String id, String title, boolean isPart) {
  public Section(String id, String title) {
    this(id, title, false);
  }
}

package dev.weft.page;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A text file that a page carries.
 *
 * @param name what it is called when a reader saves it
 * @param title what it is
 */
public record Attachment(String name, String title, String text) {
  /** A link to it; nothing is asked of a network. */
  public String link() {
    return "data:text/plain;charset=utf-8;base64,"
        + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}

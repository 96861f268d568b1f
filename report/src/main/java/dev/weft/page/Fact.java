package dev.weft.page;

import java.util.regex.Pattern;

/** One thing that is known of a run. */
public record Fact(String name, String value) {
  private static final Pattern CHECKSUM = Pattern.compile("([0-9a-f]{12})[0-9a-f]{20,}");

  /** The value with the first digits of a checksum alone. */
  public String shortened() {
    return CHECKSUM.matcher(value).replaceAll("$1…");
  }
}

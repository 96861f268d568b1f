package dev.weft.page;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a page tells its script. */
public final class Script {
  /** Letters of the charts' font that parts of a page may have which come later. */
  public static final String LATER_LETTERS = "–·’…×−↑↓⚠✓";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Script() {}

  /**
   * As JSON that can stand in a script element: nothing in it can be taken for its end, and no sentence breaks between
   * a number and its unit.
   */
  public static String data(Map<String, Object> data) {
    return NoBreaks.in(MAPPER.writeValueAsString(data)).replace("<", "\\u003c");
  }
}

package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.nio.file.Path;

/**
 * What a person says of a source, because it does not say it or says it otherwise.
 *
 * @param label the column of the labels; empty for the one that the source names or that is found
 * @param group the column of the groups, or a pattern of the sample's name whose first group, or whole match, is the
 *     group; empty for none
 */
public record SourceOptions(String label, String group) {
  /** Nothing. */
  public static final SourceOptions NONE = new SourceOptions("", "");

  /**
   * Says that a source has no columns.
   *
   * @throws WeftException if one is named
   */
  void requireNoLabel(Path path, String format) {
    if (!label.isEmpty()) {
      throw new WeftException(
          "'label' names a column of a table; %s holds %s, and no columns; leave 'label' out."
              .formatted(Quoted.text(path.toString()), format));
    }
  }
}

package dev.weft.source;

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
}

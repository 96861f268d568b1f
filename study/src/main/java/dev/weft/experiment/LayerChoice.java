package dev.weft.experiment;

import dev.weft.config.HasForm;
import dev.weft.model.LayerPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Layers of a network by patterns of their names.
 *
 * @param patterns empty for none
 */
@HasForm(LayerChoiceForm.class)
public record LayerChoice(List<LayerPattern> patterns) {
  public static final LayerChoice NONE = new LayerChoice(List.of());

  public static final LayerChoice ALL = LayerChoice.of("*");

  public LayerChoice {
    patterns = List.copyOf(patterns);
  }

  /** The layers that one of these patterns has. */
  public static LayerChoice of(String... patterns) {
    List<LayerPattern> all = new ArrayList<>();
    for (String pattern : patterns) {
      all.add(new LayerPattern(pattern));
    }
    return new LayerChoice(all);
  }

  /**
   * The chosen names.
   *
   * @throws IllegalArgumentException if a pattern has none of them
   */
  String[] among(List<String> names) {
    Set<String> chosen = new LinkedHashSet<>();
    patterns.forEach(pattern -> chosen.addAll(pattern.of(names)));
    return chosen.toArray(String[]::new);
  }
}

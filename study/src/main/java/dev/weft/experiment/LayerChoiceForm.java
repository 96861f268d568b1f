package dev.weft.experiment;

import dev.weft.config.Form;
import dev.weft.config.Schemas;
import dev.weft.config.Setting;
import dev.weft.model.LayerPattern;
import java.util.List;
import java.util.Map;

/** {@code true} for all layers, {@code false} for none, a pattern of names, or a list of them. */
final class LayerChoiceForm implements Form<LayerChoice> {
  private static final String RULE =
      "must be true, false, a pattern of layers' names such as block_1*, or a list of them";

  @Override
  public Object write(LayerChoice choice) {
    if (choice.equals(LayerChoice.ALL) || choice.equals(LayerChoice.NONE)) {
      return choice.equals(LayerChoice.ALL);
    }
    List<String> texts = choice.patterns().stream().map(LayerPattern::text).toList();
    return texts.size() == 1 ? texts.getFirst() : texts;
  }

  @Override
  public LayerChoice read(Setting setting) {
    return switch (setting.value()) {
      case Boolean all -> all ? LayerChoice.ALL : LayerChoice.NONE;
      case String pattern -> LayerChoice.of(pattern);
      case List<?> list when list.stream().allMatch(String.class::isInstance) ->
          LayerChoice.of(list.toArray(String[]::new));
      case null, default -> throw setting.wrong(RULE);
    };
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> text = Map.of("type", "string");
    return Schemas.anyOf(List.of(Map.of("type", "boolean"), text, Schemas.ordered("type", "array", "items", text)));
  }
}

package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.Hints;
import java.util.Optional;

/** The hint about a layer's name where an activation or a regularizer is expected. */
final class SeparateLayer implements Hints {
  @Override
  public Optional<String> kind(String word) {
    String name = word.substring(word.lastIndexOf('.') + 1).replaceFirst("\\(\\s*\\)$", "");
    return Config.kinds(Layer.class).stream()
        .filter(kind -> kind.equalsIgnoreCase(name.replaceAll("[-_ ]", "")))
        .findFirst()
        .map(kind -> kind + " is a layer of its own; put it after this one.");
  }
}

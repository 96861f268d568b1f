package dev.weft.page;

import dev.weft.Decimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Settings as a person names them: {@code learning rate} for {@code training.optimizer.Adam.learning_rate}. Where two
 * would have one name, what they belong to stands in brackets: {@code units (model.1)}.
 */
public final class SettingNames {
  private static final int DIGITS = 4; // one that a search drew has more than anybody reads

  /** Words that say little without what they belong to. */
  private static final Set<String> VAGUE = Set.of("rate", "factor", "fraction", "value", "scale");

  private SettingNames() {}

  /** The name of each path. No two are the same. */
  public static Map<String, String> of(Collection<String> paths) {
    List<UnaryOperator<String>> ways =
        List.of(SettingNames::last, path -> last(path) + " (" + owner(path) + ")", UnaryOperator.identity());
    Map<String, String> names = new LinkedHashMap<>();
    for (String path : paths) {
      for (UnaryOperator<String> way : ways) {
        String name = way.apply(path);
        if (paths.stream().filter(other -> way.apply(other).equals(name)).count() == 1) {
          names.put(path, name);
          break;
        }
      }
    }
    return names;
  }

  private static String last(String path) {
    String last = path.substring(path.lastIndexOf('.') + 1);
    if (VAGUE.contains(last) && !last.equals(path)) {
      return wordBeforeLast(path).replace('_', ' ').toLowerCase(Locale.ROOT) + " " + last;
    }
    return last.matches("\\d+") ? path : last.replace('_', ' ');
  }

  /** A layer's place, or the word before the last. */
  private static String owner(String path) {
    List<String> words = List.of(path.split("\\.", -1));
    if (words.size() < 2) {
      return path;
    }
    return words.getFirst().equals("model") ? words.get(0) + "." + words.get(1) : wordBeforeLast(path);
  }

  private static String wordBeforeLast(String path) {
    List<String> words = List.of(path.split("\\.", -1));
    return words.get(words.size() - 2);
  }

  /**
   * A value as a person writes it: {@code 0.0003}, {@code SGD (momentum 0.9)}, {@code 3×3}, {@code RandomFlip, MixUp}.
   * Of lists in which each entry has several settings, such as stages: {@code epochs 3; epochs 5, batch size 16}.
   */
  public static String value(Object value) {
    return switch (value) {
      case null -> "default";
      case List<?> list when list.isEmpty() -> "none";
      case List<?> list when list.getFirst() instanceof Map<?, ?> first && areSettings(first) ->
          list.stream().map(each -> settings((Map<?, ?>) each)).collect(Collectors.joining("; "));
      case List<?> list when !(list.getFirst() instanceof Number) ->
          list.stream().map(SettingNames::value).collect(Collectors.joining(", "));
      case List<?> list -> list.stream().map(SettingNames::value).collect(Collectors.joining("×"));
      case Map<?, ?> kind when kind.size() == 1 -> kind(kind.entrySet().iterator().next());
      case Map<?, ?> settings -> settings(settings);
      case Double number -> number(number);
      case Float number -> number(number);
      default -> Decimal.said(value);
    };
  }

  /** Those of a training's stage, which is no kind with arguments. */
  private static boolean areSettings(Map<?, ?> map) {
    Map.Entry<?, ?> first = map.entrySet().iterator().next();
    return map.size() > 1
        || Character.isLowerCase(String.valueOf(first.getKey()).charAt(0)) && !(first.getValue() instanceof Map<?, ?>);
  }

  /** Whole numbers without decimals: 10, not 10.0. */
  private static String number(double number) {
    String text = Decimal.text(number, DIGITS);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String kind(Map.Entry<?, ?> kind) {
    String settings = kind.getValue() instanceof Map<?, ?> map ? settings(map) : "";
    return settings.isEmpty() ? String.valueOf(kind.getKey()) : "%s (%s)".formatted(kind.getKey(), settings);
  }

  /** Without those that are not set. */
  private static String settings(Map<?, ?> settings) {
    return settings.entrySet().stream()
        .filter(setting -> setting.getValue() != null && !Map.of().equals(setting.getValue()))
        .map(setting -> last(String.valueOf(setting.getKey())) + " " + value(setting.getValue()))
        .collect(Collectors.joining(", "));
  }
}

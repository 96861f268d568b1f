package dev.weft.config;

import dev.weft.Quoted;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ends of sentences about a value of the wrong type, with what to write instead where that is known. */
final class WrongValue {
  private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.\\d+|\\d+(\\.\\d*)?)([eE][-+]?\\d+)?");
  private static final Pattern PAIR = Pattern.compile("[(]?\\s*(\\d+)\\s*[x×X*,]\\s*(\\d+)\\s*[)]?");
  private static final String THOUSANDS = "a number has digits and one decimal point, nothing between thousands.";
  private static final Set<String> NOTHING = Set.of("none", "nil", "nan");
  private static final Set<String> YES_OR_NO = Set.of("yes", "no", "on", "off", "y", "n");

  private WrongValue() {}

  /** Whether a word means that there is no value. */
  static boolean isNothing(String word) {
    return NOTHING.contains(OtherNames.canonical(word));
  }

  /** What was received where a number, true or false, or a size was expected. */
  static String received(Object value) {
    return value instanceof String text ? text(text) : "received " + Quoted.value(value) + ".";
  }

  private static String text(String text) {
    String received = "received " + Quoted.value(text);
    String word = text.strip();
    String lower = word.toLowerCase(Locale.ROOT);
    if (NUMBER.matcher(word).matches() || word.equals("true") || word.equals("false")) {
      return "received a text in quotes, " + Quoted.value(text) + "; leave the quotes out.";
    }
    if (YES_OR_NO.contains(lower)) {
      return received + "; write " + (Set.of("yes", "on", "y").contains(lower) ? "true." : "false.");
    }
    if (NOTHING.contains(lower)) {
      return received + "; write null, or leave it out.";
    }
    Matcher pair = PAIR.matcher(word);
    if (word.matches("[-+]?[1-9]\\d{0,2}(,\\d{3})+")) {
      return received + "; " + THOUSANDS;
    }
    if (word.matches("[-+]?\\d*,\\d+([eE][-+]?\\d+)?")) {
      return received + "; a decimal number has a point: " + word.replace(',', '.') + ".";
    }
    if (pair.matches()) {
      return received + "; write [" + pair.group(1) + ", " + pair.group(2) + "].";
    }
    if (word.matches("[-+]?\\d+(\\.\\d+)? ?%")) {
      return received + "; write 50 % as 0.5.";
    }
    if (word.matches("[-+]?\\d[\\d_.,' ]*")) {
      return received + "; " + THOUSANDS;
    }
    return oddCharacter(word).map(why -> received + "; " + why).orElse(received + ".");
  }

  /** How a value that stands bare is written as settings of a type, such as {@code { units: 10 }}. */
  static String asSettings(Class<?> type, Setting setting) {
    RecordComponent[] components = type.getRecordComponents();
    if (components.length > 0 && Reflection.isFlattened(components[0])) {
      return asSettings(components[0].getType(), setting);
    }
    return components.length > 0 && isOf(components[0], setting)
        ? "; write { " + Reflection.name(components[0]) + ": " + Quoted.text(setting.value(), 20) + " }"
        : "";
  }

  private static boolean isOf(RecordComponent component, Setting setting) {
    try {
      ConfigParser.read(component.getGenericType(), setting);
      return !(setting.value() instanceof Number) || component.getType() != String.class;
    } catch (ConfigException e) {
      return false;
    }
  }

  /**
   * What to do about a map that is no {@code Kind: {settings}}; nothing if nobody knows.
   *
   * @param inList whether it is an entry of a list
   */
  static String asKind(Class<?> family, Map<?, ?> map, boolean inList) {
    List<String> kinds = Config.kinds(family);
    for (Object key : map.keySet()) {
      if (map.get(key) == null && kinds.contains(String.valueOf(key))) {
        return "; indent the settings of " + key + " deeper than its name";
      }
      boolean names = Set.of("name", "type", "kind", "class", "layer").contains(String.valueOf(key));
      if (names && map.get(key) instanceof String name) {
        return "; write { " + Quoted.text(Synonyms.nearest(name, kinds).orElse(name)) + ": { settings } }";
      }
    }
    boolean isSeveral = map.size() > 1 && map.keySet().stream().allMatch(key -> kinds.contains(String.valueOf(key)));
    return !isSeveral ? "" : inList ? "; begin each with '- '" : "; keep one of them";
  }

  /** What a word has that looks like a plain character and is none. */
  static Optional<String> oddCharacter(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      String found =
          switch (c) {
            case '\u00a0', '\u202f', '\u2007' -> "a no-break space; type a plain one";
            case '“', '”', '„', '«', '»', '‘', '’', '‚' -> "a typographic quotation mark; type a plain one or none";
            case '−', '–', '—', '‐', '‑' -> "a dash that is no plain '-'; type that";
            default -> null;
          };
      if (found != null) {
        return Optional.of("it has %s.".formatted(found));
      }
    }
    return Optional.empty();
  }
}

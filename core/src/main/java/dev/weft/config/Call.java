package dev.weft.config;

import dev.weft.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A kind written as a call of Python, such as {@code Adam(lr=0.001)}, or with its argument behind it. */
final class Call {
  private static final Pattern CALL = Pattern.compile("([\\w.]+)(?:\\s*\\(([^()]*)\\)|\\s+([-\\d.]+))");

  private Call() {}

  /** How to write it in a configuration; nothing if it is no call of one of the family's kinds. */
  static Optional<String> of(Class<?> family, String text) {
    Matcher call = CALL.matcher(text.strip());
    if (!family.isSealed() || !call.matches()) {
      return Optional.empty();
    }
    String arguments = String.valueOf(call.group(2) == null ? call.group(3) : call.group(2));
    return type(family, call.group(1))
        .map(type ->
            arguments.isBlank()
                ? "write " + Config.shortName(type) + "."
                : "settings stand in braces: " + braces(type, arguments) + ".");
  }

  private static Optional<Class<?>> type(Class<?> family, String name) {
    return Synonyms.nearest(name, Config.kinds(family))
        .flatMap(kind -> Reflection.types(family).filter(type -> Reflection.kind(type).equals(kind)).findFirst());
  }

  /** {@code { Adam: { learning_rate: 0.001 } }} of {@code lr=0.001}. */
  private static String braces(Class<?> type, String arguments) {
    List<String> names = Reflection.argumentNames(type);
    List<String> settings = new ArrayList<>();
    for (String argument : arguments.split(",", -1)) {
      String[] parts = argument.strip().split("\\s*=\\s*", 2);
      int at = settings.size();
      String name =
          parts.length == 2
              ? Synonyms.nearest(parts[0], names).orElse(parts[0])
              : at < names.size() ? names.get(at) : "...";
      settings.add(name + ": " + parts[parts.length - 1].replaceAll("[\"']", ""));
    }
    return "{ " + Reflection.kind(type) + ": { " + Quoted.text(String.join(", ", settings)) + " } }";
  }
}

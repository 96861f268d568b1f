package dev.weft.config;

import dev.weft.Quoted;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Errors about a word that names no kind or argument. */
final class UnknownWord {
  private UnknownWord() {}

  /**
   * Of a word that is none of a type's kinds.
   *
   * @param aboutKey whether the word is a key, rather than a value
   */
  static ConfigException kind(Class<?> type, Setting word, boolean aboutKey, List<String> known) {
    String name = String.valueOf(word.value());
    boolean isCertain = known.stream().anyMatch(kind -> OtherNames.areSame(kind, Synonyms.last(name)));
    Optional<Hints> hints = isCertain ? Optional.empty() : Reflection.hints(type);
    Optional<String> why = Call.of(type, name).or(() -> hints.flatMap(has -> has.kind(name)));
    return unknown(word.path(), aboutKey, word.value(), why.orElseGet(() -> oneOf(name, known)));
  }

  /** Of a key that is none of a type's arguments. */
  static ConfigException argument(Class<?> type, Setting argument, List<String> known) {
    String name = argument.path().getLast();
    Optional<String> why =
        restOfValue(name, argument.value())
            .or(() -> Reflection.hints(Reflection.family(type)).flatMap(hints -> hints.argument(name)));
    return unknown(argument.path(), true, name, why.orElseGet(() -> oneOf(name, known)));
  }

  private static ConfigException unknown(List<String> path, boolean aboutKey, Object word, String why) {
    return new ConfigException(path, aboutKey, Quoted.value(word) + " is not known here; " + why);
  }

  private static String oneOf(String word, Collection<String> known) {
    if (known.isEmpty()) {
      return "there are no settings; leave it out.";
    }
    return WrongValue.oddCharacter(word)
        .or(() -> WrongValue.isNothing(word) ? Optional.of("write null, or leave it out.") : Optional.empty())
        .or(() ->
            Synonyms.nearest(word, known)
                .map(name -> "known are " + Quoted.list(known) + ". Did you mean '" + Quoted.text(name) + "'?"))
        .orElseGet(() -> "known are " + Quoted.list(known) + ".");
  }

  /** A comma cut a value in two, and this is the rest of it. */
  private static Optional<String> restOfValue(String word, Object value) {
    if (value != null) {
      return Optional.empty();
    }
    if (word.matches("\\d+([eE][-+]?\\d+)?%?")) {
      return Optional.of("a comma ends a setting; a decimal number has a point, as in 0.001.");
    }
    return word.matches("\\s*\\d+\\s*\\)") ? Optional.of("a list stands in brackets, as in [3, 3].") : Optional.empty();
  }
}

package dev.weft.model;

import dev.weft.Quoted;
import dev.weft.Spelling;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people write by mistake, or as other tools want it, and what they are told: ends of sentences. */
final class Slips {
  /** Words of Keras's older versions and of PyTorch, and Weft's for the same; in {@link #canonical} form. */
  private static final Map<String, List<String>> SAME =
      Map.ofEntries(
          Map.entry("lr", List.of("learning_rate")),
          Map.entry("alpha", List.of("learning_rate", "negative_slope")),
          Map.entry("eps", List.of("epsilon")),
          Map.entry("betas", List.of("beta_1")),
          Map.entry("p", List.of("rate")),
          Map.entry("prob", List.of("rate")),
          Map.entry("dropoutrate", List.of("rate")),
          Map.entry("outfeatures", List.of("units")),
          Map.entry("neurons", List.of("units")),
          Map.entry("outputdim", List.of("units")),
          Map.entry("outchannels", List.of("filters")),
          Map.entry("channels", List.of("filters")),
          Map.entry("kernel", List.of("kernel_size")),
          Map.entry("size", List.of("pool_size", "kernel_size")),
          Map.entry("bias", List.of("use_bias")),
          Map.entry("act", List.of("activation")),
          Map.entry("batch", List.of("batch_size")),
          Map.entry("trainsplit", List.of("train_size")),
          Map.entry("linear", List.of("Dense")),
          Map.entry("fullyconnected", List.of("Dense")),
          Map.entry("fc", List.of("Dense")),
          Map.entry("conv", List.of("Conv2D")),
          Map.entry("convolution2d", List.of("Conv2D")),
          Map.entry("batchnorm", List.of("BatchNormalization")),
          Map.entry("batchnorm1d", List.of("BatchNormalization")),
          Map.entry("batchnorm2d", List.of("BatchNormalization")),
          Map.entry("maxpool", List.of("MaxPooling2D")),
          Map.entry("maxpooling", List.of("MaxPooling2D")),
          Map.entry("avgpool", List.of("AveragePooling2D")),
          Map.entry("averagepooling", List.of("AveragePooling2D")),
          Map.entry("globalavgpool", List.of("GlobalAveragePooling2D")),
          Map.entry("globalaveragepooling", List.of("GlobalAveragePooling2D")),
          Map.entry("adaptiveavgpool2d", List.of("GlobalAveragePooling2D")),
          Map.entry("dropout2d", List.of("SpatialDropout2D", "Dropout")),
          Map.entry("crossentropy", List.of("SparseCategoricalCrossentropy")),
          Map.entry("crossentropyloss", List.of("SparseCategoricalCrossentropy")),
          Map.entry("nll", List.of("SparseCategoricalCrossentropy")),
          Map.entry("nllloss", List.of("SparseCategoricalCrossentropy")),
          Map.entry("sparsecrossentropy", List.of("SparseCategoricalCrossentropy")),
          Map.entry("mseloss", List.of("MeanSquaredError")),
          Map.entry("l1loss", List.of("MeanAbsoluteError")),
          Map.entry("bceloss", List.of("BinaryCrossentropy")),
          Map.entry("lecun", List.of("LecunNormal")),
          Map.entry("he", List.of("HeNormal")),
          Map.entry("kaiming", List.of("HeNormal")),
          Map.entry("xavier", List.of("GlorotUniform")),
          Map.entry("glorot", List.of("GlorotUniform")));

  private static final String SHAPES = "shapes follow from the data and the layers before; leave it out.";

  private static final String CONSTRAINT =
      "Weft does not limit weights in training; leave it out, or keep them small by a regularizer.";

  /** What a layer needs nobody to say, or cannot be told. */
  private static final Map<String, String> NEEDLESS =
      Map.ofEntries(
          Map.entry("infeatures", SHAPES),
          Map.entry("inchannels", SHAPES),
          Map.entry("inputdim", SHAPES),
          Map.entry("inputshape", SHAPES),
          Map.entry("batchinputshape", SHAPES),
          Map.entry("numfeatures", SHAPES),
          Map.entry("inplace", "it changes no result; leave it out."),
          Map.entry("name", "layers are named after their kind; leave it out."),
          Map.entry(
              "trainable",
              "an experiment begins with random weights, so each layer of it learns; leave it out (a program freezes"
                  + " layers with Sequential.freeze)."),
          Map.entry("kernelconstraint", CONSTRAINT),
          Map.entry("biasconstraint", CONSTRAINT),
          Map.entry("gammaconstraint", CONSTRAINT),
          Map.entry("betaconstraint", CONSTRAINT),
          Map.entry("alphaconstraint", CONSTRAINT),
          Map.entry("constraint", CONSTRAINT));

  private static final Pattern CALL = Pattern.compile("([\\w.]+)(?:\\s*\\(([^()]*)\\)|\\s+([-\\d.]+))");
  private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.\\d+|\\d+(\\.\\d*)?)([eE][-+]?\\d+)?");
  private static final String THOUSANDS = "a number has digits and one decimal point, nothing between thousands.";
  private static final Set<String> NONE = Set.of("none", "nil", "nan");
  private static final Set<String> YES_OR_NO = Set.of("yes", "no", "on", "off", "y", "n");

  private Slips() {}

  // ---- unknown words

  /** How a sentence about a word that is none of {@code known} ends. */
  static String known(String word, Collection<String> known) {
    return oddCharacter(word)
        .or(() -> NONE.contains(canonical(word)) ? Optional.of("write null, or leave it out.") : Optional.empty())
        .or(() ->
            meant(word, known)
                .map(name -> "known are " + Quoted.list(known) + ". Did you mean '" + Quoted.text(name) + "'?"))
        .orElseGet(() -> "known are " + Quoted.list(known) + ".");
  }

  /** How a sentence about an argument that a type does not have ends. */
  static String argument(Class<?> type, Object key, Object value, List<String> known) {
    String word = String.valueOf(key);
    String needless = Layer.class.isAssignableFrom(type) ? NEEDLESS.get(canonical(word)) : null;
    return restOfValue(word, value).orElse(needless != null ? needless : known(word, known));
  }

  private static Optional<String> meant(String word, Collection<String> known) {
    String last = last(word);
    for (String name : known) {
      if (canonical(name).equals(ConfigParser.resolved(last))) {
        return Optional.of(name);
      }
    }
    for (String other : SAME.getOrDefault(last, List.of())) {
      if (known.contains(other)) {
        return Optional.of(other);
      }
    }
    return Spelling.nearest(word, known);
  }

  /** {@code dense} of {@code keras.layers.Dense}, {@code relu} of {@code nn.ReLU()}. */
  private static String last(String word) {
    String name = word.replaceFirst("\\(\\s*\\)$", "");
    return canonical(name.substring(name.lastIndexOf('.') + 1));
  }

  private static String canonical(String word) {
    return word.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
  }

  /** The end of a sentence about a name of none of a family's kinds, where more can be said than which are known. */
  static Optional<String> kind(Class<?> family, String name, Collection<String> known) {
    Matcher call = CALL.matcher(name.strip());
    if (call.matches()) {
      Optional<Class<?>> type = type(family, call.group(1));
      if (type.isPresent()) {
        String arguments = String.valueOf(call.group(2) == null ? call.group(3) : call.group(2));
        return Optional.of(
            arguments.isBlank()
                ? "write " + Config.shortName(type.get()) + "."
                : "settings stand in braces: " + braces(type.get(), arguments) + ".");
      }
    }
    return Reflection.types(Layer.class)
        .filter(layer -> family != Layer.class && meant(name, known).isEmpty())
        .filter(layer -> canonical(Reflection.kind(layer)).equals(last(name)))
        .findFirst()
        .map(layer -> Reflection.kind(layer) + " is a layer of its own; put it after this one.");
  }

  private static Optional<Class<?>> type(Class<?> family, String name) {
    if (!family.isSealed()) {
      return Optional.empty();
    }
    List<String> kinds = Config.kinds(family);
    Optional<String> meant = meant(name, kinds);
    return meant.flatMap(
        kind -> Reflection.types(family).filter(type -> Reflection.kind(type).equals(kind)).findFirst());
  }

  /** {@code { Adam: { learning_rate: 0.001 } }} of {@code lr=0.001}. */
  private static String braces(Class<?> type, String arguments) {
    List<String> names = Reflection.argumentNames(type);
    List<String> settings = new ArrayList<>();
    for (String argument : arguments.split(",", -1)) {
      String[] parts = argument.strip().split("\\s*=\\s*", 2);
      int at = settings.size();
      String name =
          parts.length == 2 ? meant(parts[0], names).orElse(parts[0]) : at < names.size() ? names.get(at) : "...";
      settings.add(name + ": " + parts[parts.length - 1].replaceAll("[\"']", ""));
    }
    return "{ " + Reflection.kind(type) + ": { " + Quoted.text(String.join(", ", settings)) + " } }";
  }

  /** The end of a sentence about an argument's name which is the rest of a value that a comma cut in two. */
  private static Optional<String> restOfValue(String word, Object value) {
    if (value != null) {
      return Optional.empty();
    }
    if (word.matches("\\d+([eE][-+]?\\d+)?%?")) {
      return Optional.of("a comma ends a setting; a decimal number has a point, as in 0.001.");
    }
    return word.matches("\\s*\\d+\\s*\\)") ? Optional.of("a list stands in brackets, as in [3, 3].") : Optional.empty();
  }

  // ---- values of the wrong type

  /** What was received where a number, true or false, or a size was expected: with what is wrong with it, if known. */
  static String received(Object value) {
    return switch (value) {
      case String text -> text(text);
      case null, default -> "received " + Quoted.value(value) + ".";
    };
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
    if (NONE.contains(lower)) {
      return received + "; write null, or leave it out.";
    }
    Matcher pair = Pattern.compile("[(]?\\s*(\\d+)\\s*[x×X*,]\\s*(\\d+)\\s*[)]?").matcher(word);
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
  static String asSettings(Class<?> type, Object value) {
    RecordComponent[] components = type.getRecordComponents();
    if (components.length == 0) {
      return "";
    }
    Class<?> first = components[0].getType();
    boolean fits =
        value instanceof Number
            ? first.isPrimitive() && first != boolean.class || first == Size.class || first == Schedule.class
            : value instanceof String && first == String.class;
    return fits ? "; write { " + Reflection.name(components[0]) + ": " + Quoted.text(value, 20) + " }" : "";
  }

  /** What to do about a map that is no {@code Kind: {settings}}; nothing if nobody knows. */
  static String asKind(Class<?> family, Map<?, ?> map) {
    List<String> kinds = Config.kinds(family);
    for (Object key : map.keySet()) {
      if (map.get(key) == null && kinds.contains(String.valueOf(key))) {
        return "; indent the settings of " + key + " deeper than its name";
      }
      boolean names = Set.of("name", "type", "kind", "class", "layer").contains(String.valueOf(key));
      if (names && map.get(key) instanceof String name) {
        String kind = meant(name, kinds).orElse(name);
        return "; write { " + Quoted.text(kind) + ": { settings } }";
      }
    }
    return map.size() > 1 && map.keySet().stream().allMatch(key -> kinds.contains(String.valueOf(key)))
        ? Layer.class.isAssignableFrom(family) ? "; begin each with '- '" : "; keep one of them"
        : "";
  }

  /** What a word has that looks like a plain character and is none. */
  private static Optional<String> oddCharacter(String word) {
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

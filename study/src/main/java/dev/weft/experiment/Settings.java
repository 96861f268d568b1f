package dev.weft.experiment;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.config.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * YAML as maps, lists, texts, numbers, booleans and nulls, which can be changed, and the place from where each of them
 * comes.
 */
public final class Settings {
  private static final int MOST_VALUES = 20_000;
  private static final CoreSchema SCHEMA = new CoreSchema();

  private final String source;
  private final String text;
  private final Map<List<String>, String> keyPlaces = new LinkedHashMap<>();
  private final Map<List<String>, String> valuePlaces = new LinkedHashMap<>();
  private Object root;

  private Settings(String source, String text) {
    this.source = source;
    this.text = text;
  }

  /**
   * Reads YAML 1.2.
   *
   * @param source what errors call the text, such as its file
   * @throws WeftException if it is not YAML, if two keys of a map are the same, or if its aliases make it huge
   */
  public static Settings parse(String source, String yaml) {
    Settings settings = new Settings(source, yaml);
    LoadSettings form = LoadSettings.builder().setLabel(source).setSchema(SCHEMA).setAllowNonScalarKeys(true).build();
    try {
      Optional<Node> node = new Compose(form).composeString(yaml);
      settings.root = node.isPresent() ? settings.convert(node.get(), List.of()) : null;
      return settings;
    } catch (MarkedYamlEngineException e) {
      String place = e.getProblemMark().map(settings::place).orElse(source);
      throw new WeftException(place + ": this is not YAML: " + YamlHints.of(e, yaml), e);
    } catch (YamlEngineException e) {
      throw new WeftException(source + ": this is not YAML: " + Quoted.text(e.getMessage(), 300) + ".", e);
    } catch (StackOverflowError e) {
      throw new WeftException(source + ": settings cannot be nested this deep; write a flatter file.", e);
    }
  }

  /** The whole, which {@link #set} changes. */
  public Object root() {
    return root;
  }

  /** What errors call the text. */
  public String source() {
    return source;
  }

  /** The text that was read. */
  public String text() {
    return text;
  }

  /** A copy, to be changed on its own. */
  public Settings copy() {
    return below(List.of());
  }

  /** A copy of what stands at a place, as settings of their own. */
  public Settings below(List<String> path) {
    Settings settings = new Settings(source, text);
    Object value = root;
    for (String key : path) {
      value = ((Map<?, ?>) value).get(key);
    }
    settings.root = copied(value);
    cut(keyPlaces, path, settings.keyPlaces);
    cut(valuePlaces, path, settings.valuePlaces);
    return settings;
  }

  private static void cut(Map<List<String>, String> places, List<String> path, Map<List<String>, String> into) {
    places.forEach((at, place) -> {
      if (at.size() >= path.size() && at.subList(0, path.size()).equals(path)) {
        into.put(at.subList(path.size(), at.size()), place);
      }
    });
  }

  private static Object copied(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, element) -> copy.put(key, copied(element)));
        yield copy;
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(element -> copy.add(copied(element)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  /** What to throw where these settings are wrong: one sentence with file, line and column. */
  public WeftException wrong(ConfigException e) {
    return new WeftException(place(e.path(), e.aboutKey()) + ": " + e.getMessage(), e);
  }

  // ---- places

  /**
   * {@code file:line:column} of a value or of its key, or the option that set it; of what holds it, when it stands
   * nowhere.
   */
  public String place(List<String> path, boolean ofKey) {
    String place = (ofKey ? keyPlaces : valuePlaces).get(path);
    return place != null ? place : path.isEmpty() ? source : place(path.subList(0, path.size() - 1), false);
  }

  private String place(Mark mark) {
    return source + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }

  private String place(Node node) {
    return node.getStartMark().map(this::place).orElse(source);
  }

  // ---- changes

  /**
   * Replaces or adds a value; missing maps on the way to it are made.
   *
   * @param origin the option in the user's words, which errors name as the place
   * @param path keys, and positions in lists from 0, such as {@code [model, 0, Dense, units]}
   */
  public void set(String origin, List<String> path, Object value) {
    if (root == null) {
      root = new LinkedHashMap<String, Object>();
    }
    set(root, path, 0, value, origin);
    valuePlaces.keySet().removeIf(inside -> inside.size() > path.size() && inside.subList(0, path.size()).equals(path));
    for (int length = path.size(); length > 0; length--) {
      keyPlaces.putIfAbsent(path.subList(0, length), origin);
      valuePlaces.putIfAbsent(path.subList(0, length), origin);
    }
    valuePlaces.put(path, origin);
  }

  private static void set(Object parent, List<String> path, int depth, Object value, String origin) {
    if (depth == path.size() - 1) {
      put(parent, path, depth, value, origin);
      return;
    }
    Object child = get(parent, path, depth, origin);
    if (child == null) {
      child = new LinkedHashMap<String, Object>();
      put(parent, path, depth, child, origin);
    } else if (child.equals(path.get(depth + 1))) { // a kind without arguments, such as 'Flatten'
      Map<String, Object> kind = new LinkedHashMap<>();
      kind.put((String) child, null);
      put(parent, path, depth, kind, origin);
      child = kind;
    }
    set(child, path, depth + 1, value, origin);
  }

  private static Object get(Object parent, List<String> path, int depth, String origin) {
    return parent instanceof List<?> list
        ? list.get(position(list, path, depth, origin))
        : map(parent, path, depth, origin).get(path.get(depth));
  }

  private static void put(Object parent, List<String> path, int depth, Object value, String origin) {
    if (parent instanceof List<?> list) {
      ((List<Object>) list).set(position(list, path, depth, origin), value);
    } else {
      map(parent, path, depth, origin).put(path.get(depth), value);
    }
  }

  private static int position(List<?> list, List<String> path, int depth, String origin) {
    String text = path.get(depth);
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) >= list.size()) {
      throw new WeftException(
          "%s: '%s' is a list, %s; received %s."
              .formatted(
                  origin,
                  String.join(".", path.subList(0, depth)),
                  list.isEmpty() ? "which is empty" : "whose entries are numbered from 0 to " + (list.size() - 1),
                  Quoted.value(text)));
    }
    return Integer.parseInt(text);
  }

  private static Map<String, Object> map(Object parent, List<String> path, int depth, String origin) {
    if (parent instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new WeftException(
        "%s: '%s' is %s, which has no settings inside; received %s."
            .formatted(
                origin, String.join(".", path.subList(0, depth)), Quoted.text(parent), Quoted.value(path.get(depth))));
  }

  // ---- from YAML's nodes

  private Object convert(Node node, List<String> path) {
    valuePlaces.put(path, place(node));
    if (valuePlaces.size() > MOST_VALUES) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "%s: settings have at most %d values; received more, or an alias that holds itself.",
              source,
              MOST_VALUES));
    }
    return switch (node) {
      case MappingNode map -> convertMap(map, path);
      case SequenceNode list -> convertList(list, path);
      case ScalarNode scalar -> convertScalar(scalar);
      default -> throw new IllegalStateException("no kind of YAML node: " + node);
    };
  }

  private Map<String, Object> convertMap(MappingNode node, List<String> path) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        throw new WeftException(place(entry.getKeyNode()) + ": a key must be a plain word; received a list or a map.");
      }
      List<String> inside = child(path, key.getValue());
      if (map.containsKey(key.getValue())) {
        throw new WeftException(
            "%s: %s is given twice, first at %s; remove one."
                .formatted(place(key), Quoted.value(key.getValue()), keyPlaces.get(inside)));
      }
      keyPlaces.put(inside, place(key));
      map.put(key.getValue(), convert(entry.getValueNode(), inside));
    }
    return map;
  }

  private List<Object> convertList(SequenceNode node, List<String> path) {
    List<Object> list = new ArrayList<>();
    for (Node element : node.getValue()) {
      list.add(convert(element, child(path, String.valueOf(list.size()))));
    }
    return list;
  }

  private Object convertScalar(ScalarNode node) {
    try {
      return node.getTag().equals(Tag.STR)
          ? node.getValue()
          : SCHEMA.getSchemaTagConstructors().get(node.getTag()).construct(node);
    } catch (RuntimeException e) {
      throw new WeftException(
          "%s: %s is no value of the type %s; leave the type out."
              .formatted(place(node), Quoted.value(node.getValue()), Quoted.text(node.getTag())),
          e);
    }
  }

  private static List<String> child(List<String> path, String key) {
    List<String> child = new ArrayList<>(path);
    child.add(key);
    return List.copyOf(child);
  }
}

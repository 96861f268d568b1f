package dev.weft.experiment;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Makes maps, lists and plain values of YAML's nodes, and notes where each stands. */
final class YamlNodes {
  static final CoreSchema SCHEMA = new CoreSchema();
  private static final int MOST_VALUES = 20_000;

  private final String source;
  private final SettingOrigins origins;

  YamlNodes(String source, SettingOrigins origins) {
    this.source = source;
    this.origins = origins;
  }

  /** {@code source:line:column}. */
  String place(Mark mark) {
    return source + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }

  private String place(Node node) {
    return node.getStartMark().map(this::place).orElse(source);
  }

  /** The value of a node, whose path this is. */
  Object convert(Node node, List<String> path) {
    origins.value(path, place(node));
    if (origins.size() > MOST_VALUES) {
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
                .formatted(place(key), Quoted.value(key.getValue()), origins.of(inside, true)));
      }
      origins.key(inside, place(key));
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

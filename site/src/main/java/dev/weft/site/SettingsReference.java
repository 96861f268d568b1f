package dev.weft.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All settings of experiment files, from their JSON schema, as Markdown. */
final class SettingsReference {
  private static final String REFERENCE = "#/definitions/";

  private final JsonNode schema;
  private final StringBuilder text = new StringBuilder();

  private SettingsReference(JsonNode schema) {
    this.schema = schema;
  }

  static String of(String schema) {
    return new SettingsReference(JsonMapper.shared().readTree(schema)).write();
  }

  private String write() {
    text.append(
            "# Settings\n\n"
                + "Every setting of an [experiment file](experiments.md), from the"
                + " [schema](schema/experiment.schema.json)")
        .append(" that editors and Weft itself check files by.\n\n## Experiment\n\n");
    object(schema);
    Map<String, JsonNode> sorted = new TreeMap<>();
    schema.get("definitions").forEachEntry(sorted::put);
    sorted.forEach((name, definition) -> {
      text.append("## ").append(name).append("\n\n");
      define(definition);
    });
    return text.toString();
  }

  private void define(JsonNode definition) {
    if (definition.has("properties")) {
      object(definition);
      oneOf(definition.path("anyOf"));
      return;
    }
    List<JsonNode> objects = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (JsonNode part : alternatives(definition)) {
      if (part.has("properties")) {
        objects.add(part);
      } else if (!isNull(part)) {
        others.add(type(part));
      }
    }
    if (!others.isEmpty()) {
      text.append(objects.isEmpty() ? "It is " : "In short: ").append(String.join(", or ", others)).append(".\n\n");
    }
    objects.forEach(this::object);
  }

  /** Of which settings one must be there. */
  private void oneOf(JsonNode alternatives) {
    List<String> names = new ArrayList<>();
    alternatives.forEach(one -> one.path("required").forEach(name -> names.add("`" + name.asString() + "`")));
    if (!names.isEmpty()) {
      text.append("It must have ").append(String.join(" or ", names)).append(".\n\n");
    }
  }

  private void object(JsonNode object) {
    JsonNode properties = object.get("properties");
    if (properties == null || properties.isEmpty()) {
      text.append("It has no settings.\n\n");
      return;
    }
    List<String> required = new ArrayList<>();
    object.path("required").forEach(name -> required.add(name.asString()));
    text.append("| setting | value | default |\n|---|---|---|\n");
    properties.forEachEntry((name, value) ->
        text.append("| `")
            .append(name)
            .append("` | ")
            .append(type(value).replace("|", "\\|"))
            .append(" | ")
            .append(required.contains(name) ? "must be given" : standard(value))
            .append(" |\n"));
    text.append('\n');
  }

  private static String standard(JsonNode value) {
    JsonNode standard = value.get("default");
    return standard == null ? "" : "`" + standard.toString().replace("|", "\\|") + "`";
  }

  private static List<JsonNode> alternatives(JsonNode node) {
    JsonNode parts = node.has("anyOf") ? node.get("anyOf") : node.get("oneOf");
    return parts == null ? List.of(node) : List.copyOf(parts.values());
  }

  private static boolean isNull(JsonNode node) {
    return node.path("type").isString() && node.get("type").asString().equals("null");
  }

  /** A value in words, with links to what has a table of its own. */
  private static String type(JsonNode node) {
    if (node.has("anyOf") || node.has("oneOf")) {
      List<String> parts = new ArrayList<>();
      alternatives(node).stream()
          .filter(part -> !isNull(part))
          .map(SettingsReference::type)
          .distinct()
          .forEach(parts::add);
      return String.join(" or ", parts);
    }
    if (node.has("$ref")) {
      String name = node.get("$ref").asString().substring(REFERENCE.length());
      return "[" + name + "](#" + Markdown.address(name) + ")";
    }
    if (node.has("enum")) {
      List<String> words = new ArrayList<>();
      node.get("enum").forEach(word -> words.add("`" + (word.isString() ? word.asString() : word.toString()) + "`"));
      return String.join(", ", words);
    }
    if (node.has("const")) {
      return "`" + node.get("const").asString() + "`";
    }
    return plain(node);
  }

  private static String plain(JsonNode node) {
    List<String> names = new ArrayList<>();
    JsonNode types = node.path("type");
    (types.isArray() ? List.copyOf(types.values()) : List.of(types))
        .forEach(type -> {
          switch (type.asString("")) {
            case "string" -> names.add("text");
            case "number" -> names.add("number");
            case "integer" -> names.add("whole number");
            case "boolean" -> names.add("true or false");
            case "array" ->
                names.add(
                    node.has("items") && node.get("items").isObject() ? "list of " + type(node.get("items")) : "list");
            case "object" -> names.add("mapping");
            case "null" -> {}
            default -> names.add("anything");
          }
        });
    return String.join(" or ", names) + range(node);
  }

  private static String range(JsonNode node) {
    StringBuilder range = new StringBuilder();
    if (node.has("minimum")) {
      range.append(", at least ").append(node.get("minimum"));
    }
    if (node.has("exclusiveMinimum")) {
      range.append(", above ").append(node.get("exclusiveMinimum"));
    }
    if (node.has("maximum")) {
      range.append(", at most ").append(node.get("maximum"));
    }
    if (node.has("exclusiveMaximum")) {
      range.append(", below ").append(node.get("exclusiveMaximum"));
    }
    return range.toString();
  }
}

package dev.weft.experiment;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.config.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * YAML as maps, lists, texts, numbers, booleans and nulls, which can be changed, and the place from where each of them
 * comes.
 */
public final class Settings {
  private final String source;
  private final String text;
  private final SettingOrigins origins;
  private final boolean isBuiltIn;
  private Object root;

  private Settings(String source, String text, SettingOrigins origins, boolean isBuiltIn) {
    this.source = source;
    this.text = text;
    this.origins = origins;
    this.isBuiltIn = isBuiltIn;
  }

  /**
   * Reads YAML 1.2.
   *
   * @param source what errors call the text, such as its file
   * @throws WeftException if it is not YAML, if two keys of a map are the same, or if its aliases make it huge
   */
  public static Settings parse(String source, String yaml) {
    return parse(source, yaml, false);
  }

  /** The same of a text that comes with Weft. */
  public static Settings builtIn(String source, String yaml) {
    return parse(source, yaml, true);
  }

  private static Settings parse(String source, String yaml, boolean isBuiltIn) {
    Settings settings = new Settings(source, yaml, new SettingOrigins(source), isBuiltIn);
    YamlNodes nodes = new YamlNodes(source, settings.origins);
    LoadSettings form =
        LoadSettings.builder().setLabel(source).setSchema(YamlNodes.SCHEMA).setAllowNonScalarKeys(true).build();
    try {
      Optional<Node> node = new Compose(form).composeString(yaml);
      settings.root = node.isPresent() ? nodes.convert(node.get(), List.of()) : null;
      return settings;
    } catch (MarkedYamlEngineException e) {
      String place = e.getProblemMark().map(nodes::place).orElse(source);
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

  /**
   * Where paths begin: in the folder of the file or, of a text that comes with Weft, in that of the process.
   *
   * @throws java.nio.file.InvalidPathException if the text is of no file
   */
  Path folder() {
    return isBuiltIn ? Path.of("").toAbsolutePath() : Path.of(source).toAbsolutePath().getParent();
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
    Settings settings = new Settings(source, text, origins.below(path), isBuiltIn);
    Object value = root;
    for (String key : path) {
      value = ((Map<?, ?>) value).get(key);
    }
    settings.root = copied(value);
    return settings;
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

  /**
   * {@code file:line:column} of a value or of its key, or the option that set it; of what holds it, when it stands
   * nowhere.
   */
  public String place(List<String> path, boolean ofKey) {
    return origins.of(path, ofKey);
  }

  /**
   * Replaces or adds a value, of which it keeps a copy; missing maps on the way to it are made.
   *
   * @param origin the option in the user's words, which errors name as the place
   * @param path keys, and positions in lists from 0, such as {@code [model, 0, Dense, units]}
   */
  public void set(String origin, List<String> path, Object value) {
    if (root == null) {
      root = new LinkedHashMap<String, Object>();
    }
    new SettingEdit(origin, path).in(root, copied(value));
    origins.set(path, origin);
  }
}

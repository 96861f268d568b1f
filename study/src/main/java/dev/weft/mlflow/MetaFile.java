package dev.weft.mlflow;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.keras.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The {@code meta.yaml} of an experiment or a run: one line for each of its properties. */
final class MetaFile {
  private static final String FILE = "meta.yaml";

  private MetaFile() {}

  /** That of a folder; empty where it has none that can be read, as it is another's. */
  static Map<String, Object> readIfThere(Path folder) {
    try {
      return Files.isRegularFile(folder.resolve(FILE)) ? read(folder) : Map.of();
    } catch (WeftException e) {
      return Map.of();
    }
  }

  /**
   * @throws WeftException if it cannot be read, or is none
   */
  static Map<String, Object> read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      Object read = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      if (read instanceof Map<?, ?> map) {
        Map<String, Object> meta = new LinkedHashMap<>();
        map.forEach((name, value) -> meta.put(String.valueOf(name), value));
        return meta;
      }
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    } catch (YamlEngineException e) {
      throw damaged(file, e);
    }
    throw damaged(file, null);
  }

  private static WeftException damaged(Path file, Exception cause) {
    return new WeftException(file + " must be what MLflow wrote; it is something else; choose another folder.", cause);
  }

  /** Writes one whole; values stand as in JSON, which YAML has, too. */
  static void write(Path folder, Map<String, Object> meta) {
    StringBuilder text = new StringBuilder();
    meta.forEach((name, value) -> text.append(name).append(": ").append(Json.line(value)));
    WholeFile.write(folder.resolve(FILE), text.toString());
  }
}

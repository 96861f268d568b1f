package dev.weft.experiment;

import dev.weft.WeftException;
import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.image.Intake;
import dev.weft.image.Preparation;
import dev.weft.keras.KerasModel;
import dev.weft.model.Shape;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills in what an experiment file that begins with another network leaves to that. */
final class BaseData {
  private BaseData() {}

  /** Makes the path absolute, from the file's folder on; scaling and one's own images are as the network wants them. */
  static void fill(Settings settings) {
    if (settings.root() instanceof Map<?, ?> root
        && root.get("model") instanceof Map<?, ?> model
        && model.get("from") instanceof String from) {
      try {
        Path file = BaseFile.of(settings.folder(), from);
        List<String> path = List.of("model", "from");
        settings.set(settings.place(path, false), path, file.toString());
        if (root.get("data") instanceof Map<?, ?> data) {
          fill(settings, data, file);
        }
      } catch (WeftException e) {
        throw settings.wrong(new ConfigException(List.of("model", "from"), false, e.getMessage()));
      } catch (InvalidPathException e) {
        throw settings.wrong(
            new ConfigException(
                List.of("model", "from"), false, "'from' must be the path of a file; received " + from + "."));
      }
    }
  }

  private static void fill(Settings settings, Map<?, ?> data, Path file) {
    if (data.get("scaling") == null) {
      settings.set(settings.source(), List.of("data", "scaling"), "base");
    }
    if (data.get("path") == null || !Files.exists(file)) {
      return;
    }
    try {
      ModelSettings whole = new ModelSettings(file.toString(), null, null, false, LayerChoice.NONE, List.of());
      images(settings, data.get("image") instanceof Map<?, ?> image ? image : Map.of(), BaseNetwork.of(whole).file());
    } catch (ConfigException e) {
      throw settings.wrong(e);
    }
  }

  private static void images(Settings settings, Map<?, ?> given, KerasModel base) {
    Shape input = base.model().network().input();
    if (input.rank() != 3) {
      return;
    }
    put(settings, given, "size", List.of(input.size(0), input.size(1)));
    put(settings, given, "channels", input.last());
    Optional<Preparation> known = base.metadata().intake().map(Intake::preparation);
    if (known.isPresent()) {
      put(settings, given, "resize", Config.write(known.get().resize()));
      put(settings, given, "interpolation", Config.write(known.get().interpolation()));
      put(settings, given, "background", Config.write(known.get().ground()));
    }
  }

  private static void put(Settings settings, Map<?, ?> given, String name, Object value) {
    if (given.get(name) == null) {
      settings.set(settings.source(), List.of("data", "image", name), value);
    }
  }
}

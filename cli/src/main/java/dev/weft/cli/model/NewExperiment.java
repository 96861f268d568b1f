package dev.weft.cli.model;

import dev.weft.WholeFile;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.CatalogueEntry;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.DataSource;
import dev.weft.model.Shape;
import dev.weft.source.DataPart;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The images of an experiment file that a command writes.
 *
 * @param image (height, width, channels)
 * @param settings the file's {@code data}
 */
record NewExperiment(Shape image, int classes, Map<String, Object> settings) {
  private static final double VALIDATION = 0.1;

  /** A named set, or one's own images as looking at them suggests. */
  static NewExperiment on(String nameOrPath, DataOptions options, Terminal terminal) {
    DataSource source = options.source(nameOrPath);
    if (source.isOwn()) {
      ImageSet images = source.load(null, terminal).train();
      Shape image = Shape.of(images.height(), images.width(), images.channels());
      return own(source.path(), image, images.classes());
    }
    CatalogueEntry set = Datasets.entry(source.dataset());
    Shape image = Shape.of(set.height(), set.width(), set.channels());
    return new NewExperiment(image, set.classNames().size(), settings("dataset", set.name()));
  }

  /** One's own images, made into such ones. */
  static NewExperiment own(String path, Shape image, int classes) {
    Map<String, Object> settings = settings("path", path);
    List<Integer> size = List.of(image.size(0), image.size(1));
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("size", size);
    made.put("channels", image.size(2));
    settings.put("image", made);
    return new NewExperiment(image, classes, settings);
  }

  private static Map<String, Object> settings(String where, String which) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put(where, which);
    settings.put(DataPart.VALIDATION.word(), Map.of("stratified", VALIDATION));
    return settings;
  }

  /**
   * Writes a text file that is not there yet.
   *
   * @throws WrongUse if it is there and may not be replaced
   */
  static void write(Path file, String text, boolean overwrite, CommandSpec spec) {
    if (Files.exists(file) && !overwrite) {
      throw new WrongUse(spec, file + " is there already; say --overwrite, or name another file.");
    }
    WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}

package dev.weft.cli.model;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.cli.terminal.AsciiImage;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageSet;
import dev.weft.model.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Stack;
import javax.imageio.ImageIO;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What a network saw of each image: drawn with letters, or kept as a PNG file, four times as large. */
final class SeenImages implements AutoCloseable {
  private static final int LARGER = 4;

  private final String folder;
  private final Shape shape;
  private final Terminal terminal;
  private int written;

  private SeenImages(String folder, Shape shape, Terminal terminal) {
    this.folder = folder;
    this.shape = shape;
    this.terminal = terminal;
  }

  /**
   * Shows what is asked for.
   *
   * @param folder for PNG files; empty for letters; null for nothing
   */
  static SeenImages of(String folder, Shape shape, Terminal terminal) {
    if (folder != null && !folder.isEmpty()) {
      try {
        Files.createDirectories(Path.of(folder));
      } catch (IOException e) {
        throw WeftException.unwritable(Path.of(folder), e);
      }
    }
    return new SeenImages(folder, shape, terminal);
  }

  /** A folder follows the option only with an equals sign; anything else is an image. */
  static final class FolderOrNothing implements IParameterPreprocessor {
    @Override
    public boolean preprocess(Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      if ("=".equals(info.get("separator"))) {
        return false;
      }
      option.setValue("");
      return true;
    }
  }

  void of(Prediction prediction) {
    if (folder == null || prediction.hasFailed()) {
      return;
    }
    if (folder.isEmpty()) {
      terminal.say(letters(prediction));
    } else {
      written++;
      write(prediction);
    }
  }

  private String letters(Prediction prediction) {
    ImageSet one =
        ImageSet.of(
            prediction.answer().seen(),
            new int[1],
            shape.size(0),
            shape.size(1),
            shape.size(2),
            List.of("seen", "other"));
    return AsciiImage.of(one, new int[1], i -> "", terminal.columns()).stripTrailing();
  }

  private void write(Prediction prediction) {
    BufferedImage image =
        new BufferedImage(
            LARGER * shape.size(1),
            LARGER * shape.size(0),
            shape.size(2) == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int at = (y / LARGER * shape.size(1) + x / LARGER) * shape.size(2);
        for (int channel = 0; channel < shape.size(2); channel++) {
          image.getRaster().setSample(x, y, channel, prediction.answer().seen()[at + channel] & 0xff);
        }
      }
    }
    String name = String.format(Locale.ROOT, "%05d-%s.png", written, Path.of(prediction.image()).getFileName());
    WholeFile.write(Path.of(folder).resolve(name), out -> ImageIO.write(image, "png", out));
  }

  @Override
  public void close() {
    if (written > 0) {
      terminal.note("what the network saw of " + written + " images is in " + folder + ".");
    }
  }
}

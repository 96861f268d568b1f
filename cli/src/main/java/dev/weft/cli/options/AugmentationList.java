package dev.weft.cli.options;

import dev.weft.WeftException;
import dev.weft.augment.Augmentation;
import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.experiment.Settings;
import java.util.List;

/** The value of {@code --augment}. */
public record AugmentationList(List<Augmentation> augment) {
  /**
   * Augmentations as an experiment file has them, with or without brackets around them.
   *
   * @throws WeftException if they are none
   */
  public static List<Augmentation> read(String list) {
    String text = list.strip();
    Settings settings =
        Settings.parse("--augment " + text, "augment: " + (text.startsWith("[") ? text : "[" + text + "]"));
    try {
      return Config.read(AugmentationList.class, settings.root()).augment();
    } catch (ConfigException e) {
      throw settings.wrong(e);
    }
  }
}

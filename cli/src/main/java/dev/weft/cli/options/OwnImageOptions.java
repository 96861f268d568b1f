package dev.weft.cli.options;

import dev.weft.config.ConfigException;
import dev.weft.experiment.DataSource;
import dev.weft.experiment.ImageSettings;
import dev.weft.model.Size;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say how images of one's own are opened; experiment files have them below {@code data}. */
public final class OwnImageOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--label", paramLabel = "COLUMN", description = "Your own images: the column of the labels.")
  private String label;

  @Option(
      names = "--group",
      paramLabel = "COLUMN|PATTERN",
      description = "Your own images: what stays in one part, a column or a pattern of names, such as patient\\d+.")
  private String group;

  @Option(names = "--size", paramLabel = "HxW", description = "Your own images: what size they become, such as 96x96.")
  private String size;

  @Option(names = "--channels", paramLabel = "N", description = "Your own images: 1 for grey, 3 for colour.")
  private Integer channels;

  @Option(
      names = "--test",
      paramLabel = "SHARE",
      description = "Your own images without a test part: the share held out as one; 0.2 by default.")
  private Double test;

  @Option(names = "--strict", description = "Your own images: accept none that cannot be read.")
  private boolean strict;

  /**
   * The source with what these options say of it.
   *
   * @throws WrongUse if they say what cannot be, or something of a named data set
   */
  public DataSource of(DataSource source) {
    boolean silent = label == null && group == null && size == null && channels == null && test == null && !strict;
    if (silent) {
      return source;
    }
    if (!source.isOwn()) {
      throw new WrongUse(
          spec,
          "--label, --group, --size, --channels, --test and --strict are for images of your own; "
              + source.dataset()
              + " is a named data set.");
    }
    try {
      ImageSettings usual = ImageSettings.of();
      ImageSettings image =
          new ImageSettings(size(), channels, usual.resize(), usual.interpolation(), usual.background());
      return new DataSource(
          source.dataset(), source.path(), image, label, group, test, strict ? true : null, null, null);
    } catch (ConfigException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }

  private Size size() {
    if (size == null) {
      return null;
    }
    String[] sides = size.split("[xX,]", -1);
    if (!size.matches("[1-9]\\d{0,4}([xX,][1-9]\\d{0,4})?")) {
      throw new WrongUse(spec, "--size is a height and a width, such as 64x96; received '" + size + "'.");
    }
    return Size.of(Integer.parseInt(sides[0]), Integer.parseInt(sides[sides.length - 1]));
  }
}

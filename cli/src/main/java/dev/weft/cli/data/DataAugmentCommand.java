package dev.weft.cli.data;

import dev.weft.WeftException;
import dev.weft.augment.Augmentation;
import dev.weft.cli.options.Again;
import dev.weft.cli.options.AugmentationList;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.OwnImageOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Lines;
import dev.weft.cli.terminal.Terminal;
import dev.weft.config.Config;
import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.ExperimentFile;
import dev.weft.page.Page;
import dev.weft.page.dataset.AugmentationPage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft data augment}: what augmentations make of images, before a training is spent on them. */
@Command(
    name = "augment",
    header = "Shows what augmentations make of the images of a data set.",
    footer = {
      "",
      "  weft data augment photos --preview     photos-augment.html: each by itself",
      "  weft data augment photos --preview --augment 'RandomFlip, {RandomRotation: 0.05}'",
      "  weft data augment photos --preview --experiment mine.yaml",
      "",
      "The page has rows of images, each as it is, and as the first epochs of a",
      "training receive it. No image of the data set is changed."
    })
final class DataAugmentCommand implements Callable<Integer> {
  private static final int MOST_IMAGES = 40;
  private static final int MOST_EPOCHS = 20;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME|PATH", description = "The data set, or a path to images of your own.")
  private String name;

  @Mixin private DataOptions data;

  @Mixin private OwnImageOptions own;

  @Option(
      names = "--augment",
      paramLabel = "LIST",
      description = "Augmentations as in an experiment file, such as '{RandomRotation: 0.05}, RandomErasing'.")
  private String list;

  @Option(
      names = "--experiment",
      paramLabel = "NAME|FILE",
      description = "Those of this experiment's training, with its seed.")
  private String experiment;

  @Option(names = "--preview", description = "Write a page with images and their variants.")
  private boolean preview;

  @Option(names = "--seed", paramLabel = "N", description = "Another seed; 1 by default.")
  private Long seed;

  @Option(names = "--images", paramLabel = "N", description = "How many images to show; 8 by default.")
  private int images = 8;

  @Option(names = "--epochs", paramLabel = "N", description = "How many epochs' variants of each; 6 by default.")
  private int epochs = 6;

  @Option(names = "--out", paramLabel = "FILE", description = "Where to write the page; NAME-augment.html by default.")
  private Path out;

  DataAugmentCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    require("--images", images, MOST_IMAGES);
    require("--epochs", epochs, MOST_EPOCHS);
    if (list != null && experiment != null) {
      throw new WrongUse(spec, "--augment and --experiment both say which augmentations; give one of them.");
    }
    boolean isTraining = list != null || experiment != null;
    List<Augmentation> given = isTraining ? given() : List.of();
    ImageDataset set = data.load(own.of(data.source(name)), false, terminal);
    List<Augmentation> shown = isTraining ? given : AugmentationExamples.of(set.train().channels());
    Page page = page(set, shown, isTraining);
    terminal.out().print(text(shown));
    if (preview || out != null) {
      Path file = out == null ? Path.of(set.name() + "-augment.html") : out;
      page.write(file);
      terminal.note("the page is " + StoreOption.near(file));
    } else {
      terminal.note("add --preview for a page that shows it");
    }
    return 0;
  }

  private void require(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new WrongUse(spec, option + " is a number from 1 to " + most + "; received " + value + ".");
    }
  }

  /** Those of a training. */
  private List<Augmentation> given() {
    try {
      List<Augmentation> augmentations =
          experiment == null
              ? AugmentationList.read(list)
              : ExperimentFile.read(experiment, List.of()).training().augment();
      if (augmentations.isEmpty()) {
        throw new WrongUse(
            spec,
            "there is no augmentation to show; give some with --augment, or an experiment with 'augment' in its"
                + " 'training'.");
      }
      return augmentations;
    } catch (WeftException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }

  private Page page(ImageDataset set, List<Augmentation> shown, boolean isTraining) {
    AugmentationPage.Options options = new AugmentationPage.Options(images, epochs, seed(), again());
    try {
      return AugmentationPage.of(set, shown, isTraining, options);
    } catch (IllegalArgumentException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }

  private long seed() {
    if (seed != null) {
      return seed;
    }
    return experiment == null ? 1 : ExperimentFile.read(experiment, List.of()).training().seed();
  }

  private String again() {
    StringBuilder again = new StringBuilder("weft data augment ").append(Again.word(name)).append(" --preview");
    if (list != null) {
      again.append(Again.option("--augment", list));
    }
    if (experiment != null) {
      again.append(Again.option("--experiment", experiment));
    }
    if (seed != null) {
      again.append(Again.option("--seed", seed));
    }
    return again
        .append(Again.option("--images", images))
        .append(Again.option("--epochs", epochs))
        .append(data.again())
        .toString();
  }

  private String text(List<Augmentation> shown) {
    StringBuilder text = new StringBuilder();
    for (Augmentation augmentation : shown) {
      text.append(Config.kind(augmentation)).append('\n');
      text.append(Lines.folded("  " + augmentation.inWords(), Math.min(80, terminal.columns()))).append('\n');
    }
    return text.toString();
  }
}

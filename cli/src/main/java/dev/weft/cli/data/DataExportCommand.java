package dev.weft.cli.data;

import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.OwnImageOptions;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.DataSource;
import dev.weft.export.Export;
import dev.weft.export.ExportFormat;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft data export}: a data set for other programs. */
@Command(
    name = "export",
    header = "Writes a data set as a folder, as NumPy's arrays, as IDX files, a table or Parquet.",
    footer = {
      "",
      "  weft data export photos --to npz           photos.npz, for NumPy and Keras",
      "  weft data export mnist --to folder         mnist-folder/train/7/000015.png",
      "  weft data export photos --to idx           photos-idx/train-images-idx3-ubyte",
      "  weft data export mnist --to csv --out a.csv",
      "  weft data export photos --to parquet       photos-parquet, for Hugging Face",
      "",
      "Images are written as a network gets them: decoded, upright, of one size. Weft",
      "opens what it wrote to the same bytes, labels and parts."
    })
final class DataExportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME|PATH", description = "The data set, or a path to images of your own.")
  private String name;

  @Option(names = "--to", paramLabel = "FORMAT", required = true, description = "folder, npz, idx, csv or parquet.")
  private String to;

  @Option(names = "--out", paramLabel = "PATH", description = "What to write; named after the data set by default.")
  private Path out;

  @Mixin private DataOptions data;

  @Mixin private OwnImageOptions own;

  DataExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ExportFormat format = format();
    DataSource asked = own.of(data.source(name));
    ImageDataset set = data.load(asked, false, terminal);
    Path file = out == null ? Path.of(format.fileName(asked.dataset())) : out;
    Export.write(set, format, file).forEach(terminal::note);
    terminal.out().println(StoreOption.near(file));
    return 0;
  }

  private ExportFormat format() {
    return Arrays.stream(ExportFormat.values())
        .filter(format -> format.word().equals(to.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new WrongUse(
                spec,
                "--to must be %s; received %s."
                    .formatted(
                        Arrays.stream(ExportFormat.values()).map(ExportFormat::word).collect(Collectors.joining(", ")),
                        to)));
  }
}

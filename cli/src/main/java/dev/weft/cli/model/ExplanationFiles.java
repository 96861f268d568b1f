package dev.weft.cli.model;

import dev.weft.Quoted;
import dev.weft.WholeFile;
import dev.weft.cli.options.OutFile;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.cli.terminal.Terminal;
import dev.weft.explain.Explanation;
import dev.weft.page.Page;
import dev.weft.page.explain.ExplainedImage;
import dev.weft.page.explain.ExplanationChart;
import dev.weft.page.explain.ExplanationPage;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** The files that explanations are written to. What does not fit on a page of 4 MB goes on in another beside it. */
final class ExplanationFiles {
  private static final int MOST_BYTES = 3_500_000;
  private static final String PAGE = ".html";
  private static final String IMAGE = ".png";

  private final List<Path> files;
  private final boolean byDefault;
  private final String model;
  private final Terminal terminal;
  private final List<ExplainedImage> images = new ArrayList<>();
  private int bytes;
  private int count;
  private int pages;

  private ExplanationFiles(List<Path> files, boolean byDefault, String model, Terminal terminal) {
    this.files = new ArrayList<>(files);
    this.byDefault = byDefault;
    this.model = model;
    this.terminal = terminal;
  }

  /**
   * Those that are asked for.
   *
   * @param names none for a page that is named after the first image
   * @param json whether no page is written where none is asked for
   * @throws WrongUse if one is no page and no image, or its folder is not there
   */
  static ExplanationFiles of(List<String> names, boolean json, String model, CommandSpec spec, Terminal terminal) {
    List<Path> files = names.stream().map(name -> file(name, spec)).toList();
    return new ExplanationFiles(files, names.isEmpty() && !json, model, terminal);
  }

  private static Path file(String name, CommandSpec spec) {
    String kind = name.toLowerCase(Locale.ROOT);
    if (!kind.endsWith(PAGE) && !kind.endsWith(IMAGE)) {
      throw new WrongUse(
          spec, "--out must end with .html, a page, or .png, an image; received '%s'.".formatted(Quoted.text(name)));
    }
    try {
      Path file = Path.of(name);
      OutFile.requireFolder(spec, file);
      return file;
    } catch (InvalidPathException e) {
      throw new WrongUse(spec, "--out: '%s' is no path of a file.".formatted(Quoted.text(name)));
    }
  }

  /** Takes an explanation: an image is written at once, a page when it is full. */
  void add(Prediction prediction, Explanation why) {
    if (byDefault && files.isEmpty()) {
      files.add(Path.of(stem(prediction.image()) + "-explained" + PAGE));
    }
    count++;
    files.stream()
        .filter(file -> !isPage(file))
        .forEach(file -> {
          byte[] png = ExplanationChart.of(prediction.image(), why).png();
          write(numbered(file, count), "image", path -> WholeFile.write(path, out -> out.write(png)));
        });
    if (files.stream().noneMatch(ExplanationFiles::isPage)) {
      return;
    }
    ExplainedImage image = ExplainedImage.of(prediction.image(), prediction.answer().remarks(), why);
    if (bytes > 0 && bytes + image.bytes() > MOST_BYTES) {
      writePage();
    }
    images.add(image);
    bytes += image.bytes();
  }

  /** The name of an image's file without its ending; what no file should be called by is a dash. */
  private static String stem(String image) {
    String name = image.substring(image.lastIndexOf('/') + 1).replaceAll("[\\p{Cntrl}\\\\:*?\"<>|]", "-");
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** Writes what is left. */
  void end() {
    if (!images.isEmpty()) {
      writePage();
    }
  }

  private void writePage() {
    pages++;
    Page page = ExplanationPage.of(model, images);
    files.stream().filter(ExplanationFiles::isPage).forEach(file -> write(numbered(file, pages), "page", page::write));
    images.clear();
    bytes = 0;
  }

  private void write(Path file, String what, Consumer<Path> writer) {
    writer.accept(file);
    terminal.note("the %s is %s".formatted(what, StoreOption.near(file)));
  }

  private static boolean isPage(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(PAGE);
  }

  /** The file itself for the first, and {@code why-2.html} for the second. */
  private static Path numbered(Path file, int number) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return number == 1 ? file : file.resolveSibling(name.substring(0, dot) + "-" + number + name.substring(dot));
  }
}

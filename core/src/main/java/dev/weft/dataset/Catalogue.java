package dev.weft.dataset;

import dev.weft.Quoted;
import dev.weft.Spelling;
import dev.weft.WeftException;
import dev.weft.dataset.CatalogueEntry.DataFile;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The sets that have a name. */
final class Catalogue {
  private static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  static final CatalogueEntry MNIST =
      new CatalogueEntry(
          "mnist",
          "Handwritten digits of the US census bureau's staff and of students (LeCun, Cortes, Burges 1998)",
          60_000,
          10_000,
          28,
          28,
          1,
          DIGITS,
          files(
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
          List.of(
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
              URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
          Optional.empty());

  static final CatalogueEntry FASHION_MNIST =
      new CatalogueEntry(
          "fashion-mnist",
          "Clothes, shoes and bags from the images of a shop (Xiao, Rasul, Vollgraf 2017)",
          60_000,
          10_000,
          28,
          28,
          1,
          List.of(
              "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
          files(
              "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
              "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
              "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
              "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
          List.of(
              URI.create("https://fashion-mnist.s3.eu-central-1.amazonaws.com/"),
              URI.create("https://storage.googleapis.com/tensorflow/tf-keras-datasets/"),
              URI.create("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/")),
          Optional.of("dataset-fashion-mnist"));

  static final CatalogueEntry STROKES =
      new CatalogueEntry(
          "strokes",
          "Digits that Weft draws itself, with a random pen; no file is needed",
          10_000,
          2_000,
          28,
          28,
          1,
          DIGITS,
          files(
              "f8f4de7e2d0fa1e8c0cb4d6b4b58fa826ce7244926169e8787ac36b678ea6513",
              "4db10cab8f853e816a21e77e2fb1d7f2661047bffd416d97c6b1af69118b8054",
              "8d91148cac122af4fe9fb96f2d9fafd37d861f4b2200ae91193a81d894a9fa2e",
              "62c42b5d1b57780e61f2cf6c2a75a057f87dc944b0b38cc8b10d59585c33bef5"),
          List.of(),
          Optional.empty());

  static final List<CatalogueEntry> ENTRIES = List.of(MNIST, FASHION_MNIST, STROKES);

  private Catalogue() {}

  private static List<DataFile> files(String trainImages, String trainLabels, String testImages, String testLabels) {
    return List.of(
        new DataFile("train-images-idx3-ubyte", trainImages),
        new DataFile("train-labels-idx1-ubyte", trainLabels),
        new DataFile("t10k-images-idx3-ubyte", testImages),
        new DataFile("t10k-labels-idx1-ubyte", testLabels));
  }

  /** The name of the set that one of these contents belongs to. */
  static Optional<String> ownerOf(String sha256) {
    return ENTRIES.stream()
        .filter(entry -> entry.files().stream().anyMatch(file -> file.sha256().equals(sha256)))
        .map(CatalogueEntry::name)
        .findFirst();
  }

  static CatalogueEntry entry(String name) {
    for (CatalogueEntry entry : ENTRIES) {
      if (entry.name().equals(name)) {
        return entry;
      }
    }
    List<String> names = ENTRIES.stream().map(CatalogueEntry::name).toList();
    if (name.matches("(?s).*[/\\\\.].*")) {
      throw new WeftException("there is nothing at %s; check the path.".formatted(Quoted.text(name)));
    }
    throw new WeftException("'" + name + "' is no data set; " + Spelling.known(name, names));
  }
}

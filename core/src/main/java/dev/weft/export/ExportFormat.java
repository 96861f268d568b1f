package dev.weft.export;

import java.util.Locale;

/** As what a data set can be written. */
public enum ExportFormat {
  /** A PNG file for each image, in a folder per part and class. */
  FOLDER(""),
  /** One file of NumPy's arrays. */
  NPZ(".npz"),
  /** MNIST's files, two for each part. */
  IDX(""),
  /** A table with an image a row. */
  CSV(".csv"),
  /** Hugging Face's files, one for each part. */
  PARQUET("");

  private final String ending;

  ExportFormat(String ending) {
    this.ending = ending;
  }

  /** As a person writes it: {@code folder}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is a folder of files. */
  public boolean isFolder() {
    return ending.isEmpty();
  }

  /** What an export of a set of this name is called if nobody says otherwise: {@code mnist.npz}, {@code mnist-idx}. */
  public String fileName(String set) {
    return isFolder() ? set + "-" + word() : set + ending;
  }
}

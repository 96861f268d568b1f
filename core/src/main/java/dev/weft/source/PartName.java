package dev.weft.source;

import java.util.Locale;
import java.util.Optional;

/** What people call the parts of their data, in names of folders, files, columns and arrays. */
final class PartName {
  private PartName() {}

  /** The part that a word stands for; case does not count. */
  static Optional<DataPart> of(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "train", "training", "tr" -> Optional.of(DataPart.TRAIN);
      case "validation", "valid", "val", "dev" -> Optional.of(DataPart.VALIDATION);
      case "test", "testing", "te" -> Optional.of(DataPart.TEST);
      default -> Optional.empty();
    };
  }
}

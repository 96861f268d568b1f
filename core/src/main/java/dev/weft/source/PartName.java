package dev.weft.source;

import java.util.Locale;
import java.util.Optional;

/** What people call the parts of their data, in names of folders, files, columns and arrays. */
final class PartName {
  private PartName() {}

  /** The part that a word stands for; case does not count. {@code PublicTest} is a challenge's validation part. */
  static Optional<DataPart> of(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "train", "training", "tr" -> Optional.of(DataPart.TRAIN);
      case "validation", "valid", "val", "dev", "publictest" -> Optional.of(DataPart.VALIDATION);
      case "test", "testing", "te", "privatetest" -> Optional.of(DataPart.TEST);
      default -> Optional.empty();
    };
  }

  /**
   * The part that a folder's name stands for: a word, or one as in {@code test_set}, {@code test-data}, {@code
   * TestImages}, {@code seg_test}. Two letters are no part: {@code tr} and {@code te} are languages, too.
   */
  static Optional<DataPart> ofFolder(String name) {
    String word =
        name.toLowerCase(Locale.ROOT).replaceFirst("^seg[-_ ]", "").replaceFirst("[-_ ]?(set|data|images|imgs)$", "");
    return word.length() > 2 ? of(word) : Optional.empty();
  }
}

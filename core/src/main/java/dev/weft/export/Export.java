package dev.weft.export;

import dev.weft.Folders;
import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.source.DataPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a data set for other programs, as the bytes that a network gets: decoded, of one size. Weft opens what it
 * wrote to the same bytes, labels, class names and parts. What is written appears whole or not at all.
 */
public final class Export {
  private Export() {}

  /**
   * Writes a data set.
   *
   * @param file a file, or a folder where the format has several files
   * @return what a person should know of it, a sentence each
   * @throws WeftException if there is such a file or folder already, if it cannot be written, or if the format cannot
   *     hold the set
   */
  public static List<String> write(ImageDataset set, ExportFormat format, Path file) {
    Map<DataPart, ImageSet> parts = parts(set);
    return switch (format) {
      case NPZ -> NpzExport.write(parts, absent(file, "file"));
      case CSV -> CsvExport.write(parts, absent(file, "file"));
      case IDX -> inFolder(file, folder -> IdxExport.write(parts, folder));
      case FOLDER -> inFolder(file, folder -> FolderExport.write(parts, folder));
      case PARQUET -> inFolder(file, folder -> ParquetExport.write(parts, folder));
    };
  }

  /**
   * Writes each image as a PNG file, {@code PART/000123.png}, without its label.
   *
   * @return the file of each by this name
   * @throws WeftException if there is such a folder already, or if it cannot be written
   */
  public static Map<String, Path> images(ImageDataset set, Path folder) {
    Map<String, Path> files = new HashMap<>();
    inFolder(
        folder,
        into -> {
          for (Map.Entry<DataPart, ImageSet> part : parts(set).entrySet()) {
            Files.createDirectories(into.resolve(part.getKey().word()));
            for (int i = 0; i < part.getValue().size(); i++) {
              String name = name(part.getKey(), i);
              Files.write(into.resolve(name), PngFile.of(part.getValue(), i));
              files.put(name, folder.resolve(name));
            }
          }
          return List.of();
        });
    return files;
  }

  /** What {@link #images} calls an image of a part. */
  public static String name(DataPart part, int image) {
    return String.format(Locale.ROOT, "%s/%06d.png", part.word(), image);
  }

  private static Map<DataPart, ImageSet> parts(ImageDataset set) {
    Map<DataPart, ImageSet> parts = new EnumMap<>(DataPart.class);
    parts.put(DataPart.TRAIN, set.train());
    set.validation().ifPresent(validation -> parts.put(DataPart.VALIDATION, validation));
    parts.put(DataPart.TEST, set.test());
    parts.values().removeIf(part -> part.size() == 0);
    return parts;
  }

  /** What writes files into a folder. */
  private interface Writing {
    List<String> into(Path folder) throws IOException;
  }

  private static Path absent(Path path, String kind) {
    if (Files.exists(path)) {
      throw new WeftException("%s is already there; name another %s with --out.".formatted(path, kind));
    }
    return path;
  }

  private static List<String> inFolder(Path folder, Writing writing) {
    absent(folder, "folder");
    Path temporary = WholeFile.temporary(folder);
    try {
      Folders.delete(temporary);
      Files.createDirectories(temporary);
      List<String> notes = writing.into(temporary);
      Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
      return notes;
    } catch (IOException e) {
      throw WeftException.unwritable(folder, e);
    } finally {
      deleteQuietly(temporary);
    }
  }

  private static void deleteQuietly(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      // it stays behind, hidden
    }
  }

  /** The group of an image as a number from 1; 0 if the set has none. */
  static int group(ImageSet set, int image) {
    return set.hasGroups() ? set.group(image) + 1 : 0;
  }
}

package dev.weft.check;

import dev.weft.image.ImageFile;
import dev.weft.source.ImageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** What kinds of files the images of a source lie in, and how large they are. */
final class FileTypes {
  private final ImageSource source;
  private final Map<String, Path> files;

  FileTypes(ImageSource source) {
    this.source = source;
    this.files = source.files();
  }

  /** {@code JPEG} or {@code PNG} by the file's first bytes, or in an archive by its name; else empty. */
  String of(int sample) {
    String name = source.samples().get(sample).name();
    Path file = files.get(name);
    try {
      return file == null ? ofName(name) : ImageFile.kind(file).orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  private static String ofName(String name) {
    int dot = name.lastIndexOf('.');
    String end = dot < 0 ? "" : name.substring(dot + 1).toUpperCase(Locale.ROOT);
    return switch (end) {
      case "JPG", "JPEG", "JPE" -> "JPEG";
      case "TIF", "TIFF" -> "TIFF";
      case "PNG", "GIF", "BMP", "WEBP" -> end;
      default -> "";
    };
  }

  /** A message without the path of the image's file before it. */
  String withoutPath(int sample, String message) {
    String path = files.get(source.samples().get(sample).name()) + ": ";
    return message.startsWith(path) ? message.substring(path.length()) : message;
  }

  /** Of the image's own file; -1 where it has none. */
  long bytes(int sample) {
    Path file = files.get(source.samples().get(sample).name());
    try {
      return file == null ? -1 : Files.size(file);
    } catch (IOException e) {
      return -1;
    }
  }
}

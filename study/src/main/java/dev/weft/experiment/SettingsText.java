package dev.weft.experiment;

import dev.weft.Quoted;
import dev.weft.Spelling;
import dev.weft.WeftException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The text of an experiment or study file, and the name that follows from the file's. */
public final class SettingsText {
  private static final int MOST_BYTES = 1 << 20;

  private SettingsText() {}

  /**
   * Reads a file.
   *
   * @param what it is to be: {@code experiment} or {@code study}
   * @param builtIn the names that need no file
   * @throws WeftException if there is none, or if it is no UTF-8 text
   */
  public static String read(String file, String what, List<String> builtIn) {
    Path path = path(file);
    if (Files.isDirectory(path)) {
      throw new WeftException(folder(path, what));
    }
    if (!Files.exists(path)) {
      throw new WeftException(
          "there is no %s '%s': neither a file nor one of %s.%s"
              .formatted(what, Quoted.text(file, 300), Quoted.list(builtIn), nearest(file, path, builtIn)));
    }
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new WeftException(
            file + ": " + a(what) + " file has at most " + MOST_BYTES + " bytes; received " + Files.size(path) + ".");
      }
      return decoded(Files.readAllBytes(path), file, what);
    } catch (IOException e) {
      throw WeftException.unreadable(path, e);
    }
  }

  private static String decoded(byte[] bytes, String file, String what) {
    int first = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    if (first == 0xfeff || first == 0xfffe || first != 0 && ((first & 0xff00) == 0 || (first & 0xff) == 0)) {
      throw new WeftException(file + ": this text is in UTF-16; save it as UTF-8.");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new WeftException(file + ": " + a(what) + " file is UTF-8 text; received other bytes.", e);
    }
  }

  private static Path path(String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new WeftException("'%s' is no path of a file: %s.".formatted(Quoted.text(file), e.getReason()), e);
    }
  }

  private static String folder(Path path, String what) {
    Path inside = path.resolve(what + ".yaml");
    return Files.isRegularFile(inside)
        ? "%s is a folder; the %s in it is %s.".formatted(path, what, inside)
        : "%s is a folder; say which file in it is the %s.".formatted(path, what);
  }

  private static String nearest(String file, Path path, List<String> builtIn) {
    Path folder = path.toAbsolutePath().getParent();
    String name = String.valueOf(path.getFileName());
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files.map(near -> near.getFileName().toString()).filter(near -> near.matches(".*\\.ya?ml")).toList();
      String stem = name.replaceFirst("\\.ya?ml$", "");
      return names.stream()
          .filter(near -> near.matches("\\Q" + stem + "\\E\\.ya?ml"))
          .findFirst()
          .or(() -> Spelling.nearest(name, names))
          .map(near -> " Did you mean '" + path.resolveSibling(near) + "'?")
          .orElseGet(() -> Spelling.suggestion(file, builtIn));
    } catch (IOException e) {
      return Spelling.suggestion(file, builtIn); // no such folder, or one that cannot be read
    }
  }

  private static String a(String what) {
    return what.equals("experiment") ? "an experiment" : "a " + what;
  }

  /**
   * The name of an experiment or a study that has none in its file: the {@link PlainName} of the file without its
   * ending: {@code digits (1).yaml} is {@code digits-1}.
   *
   * @param otherwise the name where nothing is left, as of {@code 你好.yaml}
   */
  public static String name(String source, String otherwise) {
    String file = source.substring(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1);
    String name = PlainName.of(file.replaceFirst("\\.ya?ml$", ""));
    return name.isEmpty() ? otherwise : name;
  }
}

package dev.weft.server.teach;

import dev.weft.Folders;
import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.image.ImageFile;
import dev.weft.image.ImageHeader;
import dev.weft.server.http.Refusal;
import dev.weft.server.model.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What one person teaches: images in a folder per class, and the networks that learned them. All of it is on the disk,
 * each file whole, so that it outlives the server. Whoever knows the id may see and change it. Its lock guards its
 * files, so all threads must use the same object of a lesson.
 */
final class Lesson {
  static final int MOST_CLASSES = 20;

  /** Of a class. */
  static final int MOST_IMAGES = 200;

  /** Of an image. */
  static final int MOST_BYTES = 8 << 20;

  private static final String ID = "[0-9a-f]{32}";
  private static final String CLASS = "[\\p{L}\\p{N}]([\\p{L}\\p{N} ._-]{0,38}[\\p{L}\\p{N}_-])?";
  private static final String PART =
      "(?i)(seg[-_ ])?(train|training|validation|valid|val|dev|publictest|test|testing|privatetest)"
          + "[-_ ]?(set|data|images|imgs)?";
  private static final String FILE = "[0-9]{4,8}[.](png|jpg|img)";

  /** An image is looked at no larger than this when it comes. */
  private static final int GLANCE = 64;

  private final Path folder;

  private Lesson(Path folder) {
    this.folder = folder;
  }

  /** A class with the names of its images' files. */
  record ImagesOfClass(String name, List<String> files) {}

  /**
   * A new one.
   *
   * @param all the folder of all lessons
   */
  static Lesson begin(Path all) {
    Lesson lesson = new Lesson(all.resolve(UUID.randomUUID().toString().replace("-", "")));
    lesson.make(lesson.images());
    return lesson;
  }

  /**
   * The one of this id.
   *
   * @throws Refusal with 404 if there is none
   */
  static Lesson of(Path all, String id) {
    if (!id.matches(ID) || !Files.isDirectory(all.resolve(id))) {
      throw new Refusal(404, "there is no lesson of this address; begin one at /teach.");
    }
    return new Lesson(all.resolve(id));
  }

  String id() {
    return folder.getFileName().toString();
  }

  Path folder() {
    return folder;
  }

  /** The folder with a folder per class. */
  Path images() {
    return folder.resolve("images");
  }

  /** All classes, sorted by name. */
  List<ImagesOfClass> classes() {
    return imagesIn(images());
  }

  /** A folder per class as classes. */
  static List<ImagesOfClass> imagesIn(Path folder) {
    return names(folder, Files::isDirectory).stream()
        .map(name -> new ImagesOfClass(name, files(folder.resolve(name))))
        .toList();
  }

  private static List<String> files(Path folder) {
    return names(folder, Files::isRegularFile).stream().filter(name -> name.matches(FILE)).toList();
  }

  private interface Kind {
    boolean is(Path path);
  }

  private static List<String> names(Path folder, Kind kind) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(kind::is).map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw WeftException.unreadable(folder, e);
    }
  }

  /**
   * Adds a class without images.
   *
   * @throws Refusal with 400 if it has no good name, with 409 if there is one of this name, or too many
   */
  synchronized void addClass(String name) {
    requireNew(name, classes());
    if (classes().size() >= MOST_CLASSES) {
      throw new Refusal(409, "a lesson has at most %s classes; remove one first.".formatted(MOST_CLASSES));
    }
    make(images().resolve(name));
  }

  /**
   * Calls a class otherwise.
   *
   * @throws Refusal as {@link #addClass} does, and with 404 if there is no such class
   */
  synchronized void renameClass(String from, String to) {
    Path before = classFolder(from);
    requireNew(to, classes().stream().filter(each -> !each.name().equals(from)).toList());
    try {
      Files.move(before, images().resolve(to));
    } catch (IOException e) {
      throw WeftException.unwritable(before, e);
    }
  }

  /** A folder is named after it, on any system, and may not be taken for a part of a data set. */
  private static void requireNew(String name, List<ImagesOfClass> others) {
    if (!name.matches(CLASS)) {
      throw new Refusal(
          400,
          "a class is named by 1 to 40 letters, digits, spaces, dots, hyphens and underscores, and begins with a letter"
              + " or digit; received "
              + Quoted.value(name)
              + ".");
    }
    if (name.matches(PART)) {
      throw new Refusal(400, "'%s' names a part of a data set; give the class another name.".formatted(name));
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (others.stream().anyMatch(other -> other.name().toLowerCase(Locale.ROOT).equals(lower))) {
      throw new Refusal(409, "there is a class '%s' already; give this one another name.".formatted(name));
    }
  }

  /** Removes a class with its images. */
  synchronized void removeClass(String name) {
    delete(classFolder(name));
  }

  private static void delete(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw WeftException.unwritable(folder, e);
    }
  }

  /**
   * Adds an image to a class.
   *
   * @param content of an image file
   * @return the name of its file
   * @throws Refusal with 404 if there is no such class, with 413 if the image is too large, with 409 if the class has
   *     enough, with 400 if it is no image that can be read
   */
  String addImage(String name, byte[] content) {
    requireImage(content); // decoding takes long, and needs no lock
    return add(name, content);
  }

  private static void requireImage(byte[] content) {
    if (content.length > MOST_BYTES) {
      throw new Refusal(413, "an image has at most %s bytes here; received %s.".formatted(MOST_BYTES, content.length));
    }
    try {
      ImageHeader header = ImageFile.header(content);
      if (header.pixels() > ModelVersion.MOST_PIXELS) {
        throw new Refusal(
            413,
            "an image has at most %s pixels here; received %s x %s; make it smaller first."
                .formatted(ModelVersion.MOST_PIXELS, header.height(), header.width()));
      }
      ImageFile.read(content, GLANCE, GLANCE);
    } catch (WeftException e) {
      throw new Refusal(400, "this image cannot be read: " + e.getMessage());
    }
  }

  private synchronized String add(String name, byte[] content) {
    Path of = classFolder(name);
    List<String> files = files(of);
    if (files.size() >= MOST_IMAGES) {
      throw new Refusal(
          409, "a class has at most %s images; '%s' has as many; remove some first.".formatted(MOST_IMAGES, name));
    }
    String file = String.format(Locale.ROOT, "%04d.%s", 1 + lastNumber(files), ending(content));
    WholeFile.write(of.resolve(file), out -> out.write(content));
    return file;
  }

  /** The highest of a class and of all networks: a network learned no other image of a name that is given anew. */
  private int lastNumber(List<String> files) {
    Stream<String> learned =
        runs().stream().flatMap(run -> new TaughtRun(run).learned().stream()).flatMap(each -> each.files().stream());
    return Stream.concat(files.stream(), learned)
        .mapToInt(file -> Integer.parseInt(file.substring(0, file.indexOf('.'))))
        .max()
        .orElse(0);
  }

  private static String ending(byte[] content) {
    return switch (content[0]) {
      case (byte) 0x89 -> "png";
      case (byte) 0xff -> "jpg";
      default -> "img";
    };
  }

  /** Removes an image; nothing where it is gone already. */
  synchronized void removeImage(String name, String file) {
    try {
      Files.deleteIfExists(imageFile(name, file));
    } catch (IOException e) {
      throw WeftException.unwritable(folder, e);
    }
  }

  /**
   * The content of an image.
   *
   * @throws Refusal with 404 if there is none
   */
  byte[] image(String name, String file) {
    Path path = imageFile(name, file);
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new Refusal(404, "there is no image %s of the class '%s'.".formatted(file, name));
    }
  }

  private Path imageFile(String name, String file) {
    if (!file.matches(FILE)) {
      throw new Refusal(404, "an image is called like 0001.png.");
    }
    return classFolder(name).resolve(file);
  }

  private Path classFolder(String name) {
    if (!name.matches(CLASS) || !Files.isDirectory(images().resolve(name))) {
      throw new Refusal(404, "this lesson has no class %s.".formatted(Quoted.value(name)));
    }
    return images().resolve(name);
  }

  /**
   * A folder for a network that is to learn the images as they are now: it has them, whatever becomes of the lesson's.
   */
  synchronized Path newRun() {
    Path run = folder.resolve(String.valueOf(1 + runs().stream().mapToInt(Lesson::number).max().orElse(0)));
    try {
      for (ImagesOfClass each : classes()) {
        Path from = images().resolve(each.name());
        Path to = run.resolve("images").resolve(each.name());
        make(to);
        each.files().forEach(file -> link(from.resolve(file), to.resolve(file)));
      }
    } catch (WeftException e) {
      delete(run); // half of it
      throw e;
    }
    return run;
  }

  /** A second name of a file that never changes, or a copy where the disk knows no second names. */
  private static void link(Path file, Path as) {
    try {
      Files.createLink(as, file);
    } catch (IOException | UnsupportedOperationException e) {
      copy(file, as);
    }
  }

  private static void copy(Path file, Path to) {
    try {
      Files.copy(file, to);
    } catch (IOException e) {
      throw WeftException.unwritable(to, e);
    }
  }

  /** Deletes those networks that no store may know. */
  synchronized void removeRuns(List<Path> runs) {
    runs.stream().filter(run -> !new TaughtRun(run).mayBeKept()).forEach(Lesson::delete);
  }

  /** The folders of networks, the newest last. */
  List<Path> runs() {
    return names(folder, Files::isDirectory).stream()
        .filter(name -> name.matches("[0-9]{1,9}"))
        .map(folder::resolve)
        .sorted(Comparator.comparingInt(Lesson::number))
        .toList();
  }

  private static int number(Path run) {
    return Integer.parseInt(run.getFileName().toString());
  }

  /** The newest network that has learned all that it should. */
  Optional<TaughtRun> network() {
    return runs().reversed().stream().map(TaughtRun::new).filter(TaughtRun::isTrained).findFirst();
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw WeftException.unwritable(folder, e);
    }
  }
}

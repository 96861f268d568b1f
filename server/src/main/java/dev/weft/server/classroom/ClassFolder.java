package dev.weft.server.classroom;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.dataset.Sha256;
import dev.weft.run.FolderLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of a class. Each appears whole or not at all, so that nothing is lost when the server is killed. A user's
 * files are called by a checksum of the name, models by their own.
 */
final class ClassFolder implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final String STATE = "class.json";
  private static final int KEY = 16;

  private final Path folder;
  private final FolderLock lock;

  private ClassFolder(Path folder, FolderLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens a class's folder, made where there is none; one server has it.
   *
   * @throws WeftException if it cannot be written, if another server has it, or if it is of other test images
   */
  static ClassFolder open(Path folder, ClassTest test) {
    try {
      for (String part : List.of("hand-ins", "models", "judgements")) {
        Files.createDirectories(folder.resolve(part));
      }
    } catch (IOException e) {
      throw WeftException.unwritable(folder, e);
    }
    ClassFolder opened = new ClassFolder(folder, FolderLock.hold(folder));
    ClassState state = opened.read(folder.resolve(STATE), ClassState.class).orElse(null);
    if (state == null) {
      opened.put(new ClassState(test.checksum(), test.images().size(), null, null));
    } else if (!state.test().equals(test.checksum()) || state.images() != test.images().size()) {
      opened.close();
      throw new WeftException(
          "%s is of a class with other test images; put those back, or say another --class-folder.".formatted(folder));
    }
    return opened;
  }

  ClassState state() {
    return read(folder.resolve(STATE), ClassState.class).orElseThrow();
  }

  void put(ClassState state) {
    write(folder.resolve(STATE), state);
  }

  /** What is handed in, by the users' names. */
  List<HandIn> handIns() {
    try (Stream<Path> files = Files.list(folder.resolve("hand-ins"))) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .map(file -> read(file, HandIn.class).orElseThrow())
          .sorted(Comparator.comparing(HandIn::user))
          .toList();
    } catch (IOException e) {
      throw WeftException.unreadable(folder, e);
    }
  }

  Optional<HandIn> handIn(String user) {
    return read(fileOf("hand-ins", user), HandIn.class);
  }

  /**
   * In the place of what the user handed in before.
   *
   * @param model the content of its file; not read where it cannot be had
   */
  void put(HandIn handIn, byte[] model) {
    Optional<HandIn> before = handIn(handIn.user());
    if (!handIn.model().isEmpty()) {
      WholeFile.write(model(handIn.model()), out -> out.write(model));
    }
    write(fileOf("hand-ins", handIn.user()), handIn);
    before.map(HandIn::model).filter(old -> !isWanted(old)).map(this::model).ifPresent(WholeFile::delete);
  }

  /** A new file to read a model from, which the caller deletes. */
  Path temporary() {
    try {
      return Files.createTempFile(folder, ".hand-in", ".keras");
    } catch (IOException e) {
      throw WeftException.unwritable(folder, e);
    }
  }

  private boolean isWanted(String model) {
    return handIns().stream().anyMatch(handIn -> handIn.model().equals(model));
  }

  /** The file of a model. */
  Path model(String sha256) {
    return folder.resolve("models").resolve(sha256 + ".keras");
  }

  /** Whether the user's network has a judgement, which is not read. */
  boolean isJudged(String user) {
    return Files.exists(fileOf("judgements", user));
  }

  Optional<Judgement> judgement(String user) {
    return read(fileOf("judgements", user), Judgement.class);
  }

  void put(Judgement judgement) {
    write(fileOf("judgements", judgement.user()), judgement);
  }

  private Path fileOf(String part, String user) {
    String key = Sha256.of(user.getBytes(StandardCharsets.UTF_8)).substring(0, KEY);
    return folder.resolve(part).resolve(key + ".json");
  }

  private static void write(Path file, Object record) {
    byte[] json = MAPPER.writeValueAsBytes(record);
    WholeFile.write(file, out -> out.write(json));
  }

  private <T> Optional<T> read(Path file, Class<T> kind) {
    try {
      return Files.exists(file) ? Optional.of(MAPPER.readValue(Files.readAllBytes(file), kind)) : Optional.empty();
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    } catch (JacksonException e) {
      throw new WeftException("%s is not as Weft wrote it; put a copy of it back, or delete it.".formatted(file), e);
    }
  }

  @Override
  public void close() {
    lock.close();
  }
}

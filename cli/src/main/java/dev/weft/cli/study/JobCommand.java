package dev.weft.cli.study;

import dev.weft.cli.options.Again;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The command of a job, which runs on another machine: every path is absolute, and no password is in it.
 *
 * @param out where the study is kept, for all machines alike
 * @param store the place of the store
 * @param dataFolder that the user named, or null
 */
record JobCommand(Path out, String store, String user, Path dataFolder) {
  /** As PostgreSQL's own programs have it. */
  static final String PASSWORD = "PGPASSWORD";

  JobCommand {
    out = absolute(out);
    store = isServer(store) ? withoutPassword(store) : absolute(Path.of(store)).toString();
    dataFolder = dataFolder == null ? null : absolute(dataFolder);
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static boolean isServer(String store) {
    return store.startsWith("jdbc:");
  }

  private static String withoutPassword(String url) {
    return url.replaceFirst("(?i)([?&])password=[^&]*(&|$)", "$1").replaceFirst("[?&]$", "");
  }

  /** Whether several machines may write the store at once. */
  boolean hasServer() {
    return isServer(store);
  }

  /** The words of one training, behind the program's. */
  String trial(String file, String index, String threads) {
    return words(file) + " --trial \"" + index + "\" --threads " + threads;
  }

  /** The words of the end, which writes the results down. */
  String collection(String file, String threads) {
    return words(file) + " --resume --threads " + threads;
  }

  private String words(String file) {
    return "study "
        + Again.word(file)
        + Again.option("--out", out)
        + Again.option("--store", store)
        + Again.option("--user", user)
        + (dataFolder == null ? "" : Again.option("--data-dir", dataFolder));
  }

  /** The folders that it needs, apart from the study's own images and networks. */
  List<Path> folders() {
    Optional<Path> ofStore = hasServer() ? Optional.empty() : Optional.of(Path.of(store).getParent());
    return Stream.of(Optional.of(out.getParent()), ofStore, Optional.ofNullable(dataFolder))
        .flatMap(Optional::stream)
        .toList();
  }
}

package dev.weft.page.study;

import dev.weft.page.Page;
import dev.weft.study.TrialResult;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Links from a study's page to those of its trainings, which work from disk.
 *
 * @param from the file of the study's page
 */
record TrialLinks(Path from) {
  /** The address of a training's page as the study's names it; empty where there is no such page. */
  Optional<String> to(TrialResult trial) {
    Path page = trial.folder().resolve(Page.FILE);
    return Files.exists(page) ? Optional.of(address(from, page)) : Optional.empty();
  }

  /** A file as a page in another file names it. */
  static String address(Path from, Path to) {
    Path folder = from.toAbsolutePath().normalize().getParent();
    Path file = to.toAbsolutePath().normalize();
    if (!file.getRoot().equals(folder.getRoot())) {
      return file.toUri().toString();
    }
    try {
      String path = folder.relativize(file).toString().replace(folder.getFileSystem().getSeparator(), "/");
      return new URI(null, null, "./" + path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a path that is no address: " + file, e);
    }
  }
}

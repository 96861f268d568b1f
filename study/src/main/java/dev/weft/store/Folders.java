package dev.weft.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Runs' folders as a store has them: seen from the store's own folder where they are below it, so that both can be
 * moved together.
 *
 * @param base the folder of the store's file, if it is one
 */
record Folders(Optional<Path> base) {
  String stored(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    return base.filter(store -> absolute.startsWith(store) && !absolute.equals(store))
        .map(store -> store.relativize(absolute))
        .orElse(absolute)
        .toString();
  }

  Path located(String stored) {
    return base.map(store -> store.resolve(stored)).orElse(Path.of(stored));
  }
}

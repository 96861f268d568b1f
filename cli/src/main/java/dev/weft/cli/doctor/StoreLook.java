package dev.weft.cli.doctor;

import dev.weft.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The store of runs: whether it opens, and what is in it. */
final class StoreLook {
  private static final String REMEDY = "Name another by --store or WEFT_STORE.";

  private StoreLook() {}

  static Examination of(String place) throws IOException {
    boolean isServer = place.startsWith("jdbc:");
    if (!isServer && Files.isDirectory(Path.of(place))) {
      return Examination.wrong("store", place + " is a folder, and the store is a file", REMEDY);
    }
    if (!isServer && !Files.exists(Path.of(place))) {
      Path above = FolderLook.nearest(Path.of(place).toAbsolutePath().getParent());
      return Files.isDirectory(above) && Files.isWritable(above)
          ? Examination.good("store", place + " is not there yet; the first training makes it")
          : Examination.wrong("store", place + " cannot be made: " + above + " cannot be written to", REMEDY);
    }
    try (RunStore store = RunStore.open(place)) {
      int version = store.schemaVersion();
      return Examination.good("store", store.place() + ", tables of version " + version + ", opens");
    }
  }
}

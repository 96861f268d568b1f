package dev.weft.cli.doctor;

import dev.weft.WeftException;
import dev.weft.dataset.CatalogueEntry;
import dev.weft.dataset.Datasets;
import java.nio.file.Path;
import java.util.Optional;

/** A named data set: whether all its files are on this machine, and where. */
final class DataLook {
  private DataLook() {}

  static Examination of(CatalogueEntry set) {
    String name = set.name();
    if (set.mirrors().isEmpty()) {
      return Examination.good(name, "drawn by Weft itself");
    }
    try {
      Optional<Path> where = Datasets.where(name, null);
      if (where.isPresent()) {
        return Examination.good(name, "all files are in " + where.get());
      }
      return Datasets.named(null)
          .map(named ->
              Examination.note(name, "not in " + named, "Put it there, or unset WEFT_DATA to have it fetched."))
          .orElseGet(() ->
              Examination.note(
                  name, "not here", "It is fetched when it is used, or by 'weft data fetch " + name + "'."));
    } catch (WeftException e) {
      return Examination.wrong(name, e.getMessage(), "");
    }
  }
}

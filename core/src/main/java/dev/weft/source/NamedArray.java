package dev.weft.source;

import dev.weft.source.ArrayName.Role;
import java.lang.foreign.Arena;
import java.util.Optional;

/**
 * An array in a file, and what its name says of it.
 *
 * @param alone whether the file is looked at without others; then its own name says nothing of its arrays
 */
record NamedArray(ArrayFile file, String array, boolean alone) {
  private ArrayName ofEntry() {
    return ArrayName.of(array);
  }

  private ArrayName ofFile() {
    return alone && file.arrays().size() > 1 ? ArrayName.of("") : ArrayName.of(ArrayFile.stem(file.path()));
  }

  Role role() {
    return ofEntry().role() == Role.UNKNOWN && file.arrays().size() == 1 ? ofFile().role() : ofEntry().role();
  }

  Optional<DataPart> part() {
    return ofEntry().part().or(() -> ofFile().part());
  }

  /** What arrays of one set have in common: the rest of their names. */
  String set() {
    boolean nameless = ofEntry().role() == Role.UNKNOWN;
    String set = nameless || !file.zipped() ? "" : ofEntry().set();
    return (ofFile().set() + " " + set).strip();
  }

  /** Whether it has a name, with or without the word of its part. */
  boolean isCalled(String name) {
    return array.equals(name)
        || !file.zipped() && ArrayFile.stem(file.path()).equals(name)
        || ofEntry().set().equals(name);
  }

  int[] shape() {
    return file.header(array).shape();
  }

  /** How many samples it may be of. */
  int count() {
    return shape().length == 0 ? 0 : shape()[0];
  }

  String place() {
    return file.place(array);
  }

  NpyArray load(Arena arena) {
    return file.load(array, arena);
  }
}

package dev.weft.cli;

import dev.weft.WeftException;
import java.nio.file.Path;
import java.util.List;

/**
 * A kind of file, and what reads it.
 *
 * @param files good ones, from which mutants are made
 * @param text whether they are text
 * @param reading what Weft does with a mutant of file {@code i}
 */
record FuzzKind(String name, List<byte[]> files, boolean text, Reading reading) {
  /** Reads a mutant; what it throws is judged. */
  interface Reading {
    /**
     * @param folder an empty one
     * @throws WeftException if the mutant is refused
     */
    void read(byte[] mutant, int i, Path folder) throws Exception;
  }

  @Override
  public String toString() {
    return name;
  }
}

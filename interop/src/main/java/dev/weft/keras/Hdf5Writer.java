package dev.weft.keras;

import io.jhdf.Superblock;
import io.jhdf.WritableGroupImpl;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfFileChannel;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * An HDF5 file, gathered in memory and then written by jHDF.
 *
 * <p>jHDF's own file object ends with a note, which it puts behind the last array: over a group that has none and comes
 * after it. So its parts are used one by one, and no note is left.
 */
final class Hdf5Writer {
  private static final long ROOT_ADDRESS = 64;

  private final WritableGroupImpl root = new WritableGroupImpl(null, "/");

  WritableGroup root() {
    return root;
  }

  /** Puts {@code values}, row-major in {@code sizes}, which jHDF wants as arrays of arrays. */
  static void put(WritableGroup group, String name, float[] values, List<Integer> sizes) {
    group.putDataset(name, nested(values, 0, sizes));
  }

  private static Object nested(float[] values, int from, List<Integer> sizes) {
    int size = sizes.getFirst();
    if (sizes.size() == 1) {
      float[] row = new float[size];
      System.arraycopy(values, from, row, 0, size);
      return row;
    }
    List<Integer> inner = sizes.subList(1, sizes.size());
    int step = inner.stream().reduce(1, (a, b) -> a * b);
    Object[] rows = null;
    for (int i = 0; i < size; i++) {
      Object row = nested(values, from + i * step, inner);
      rows = rows == null ? (Object[]) Array.newInstance(row.getClass(), size) : rows;
      rows[i] = row;
    }
    return rows;
  }

  void write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
      Superblock.SuperblockV2V3 superblock = new Superblock.SuperblockV2V3();
      HdfFileChannel hdf = new HdfFileChannel(channel, superblock);
      long end = root.write(hdf, ROOT_ADDRESS);
      hdf.write(superblock.toBuffer(end), 0);
    } catch (HdfException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getMessage(), e);
    }
  }
}

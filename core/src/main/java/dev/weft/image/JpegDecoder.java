package dev.weft.image;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * JPEG files of the usual kinds: sequential and progressive, of 8 bits, with Huffman codes, grey or with three
 * components. They are decoded at their size, or at a half, a quarter or an eighth of it, each pixel the mean of those
 * it stands for. See ITU-T T.81.
 */
final class JpegDecoder {
  private static final int BASELINE = 0xc0;
  private static final int EXTENDED = 0xc1;
  private static final int PROGRESSIVE = 0xc2;
  private static final int HUFFMAN = 0xc4;
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;
  private static final int STEPS = 0xdb;
  private static final int INTERVAL = 0xdd;

  private final byte[] file;
  private final int leastHeight;
  private final int leastWidth;
  private final int[][] steps = new int[4][];
  private final JpegCode[] first = new JpegCode[4];
  private final JpegCode[] others = new JpegCode[4];
  private final List<Component> components = new ArrayList<>();
  private boolean progressive;
  private int interval;
  private int height;
  private int width;
  private int side;

  /**
   * @param id how scans name it
   * @param table the number of its table
   */
  private record Component(int id, int table, JpegBlocks blocks) {}

  /**
   * @param leastHeight how high the image, as it is stored, must be unless the file's is lower
   * @param leastWidth how wide
   */
  private JpegDecoder(byte[] file, int leastHeight, int leastWidth) {
    this.file = file;
    this.leastHeight = leastHeight;
    this.leastWidth = leastWidth;
  }

  /**
   * Reads a file; what is unusual in any way is left to another reader.
   *
   * @param leastHeight how high the image, upright, must be unless the file's is lower
   * @param leastWidth how wide
   */
  static Image read(MemorySegment content, int leastHeight, int leastWidth) throws UnusualJpeg, IOException {
    Structure structure = Structure.of(ImageFormat.JPEG, new Source(content), true);
    boolean swaps = structure.orientation().swapsSides();
    byte[] file = bytes(content);
    return new JpegDecoder(file, swaps ? leastWidth : leastHeight, swaps ? leastHeight : leastWidth)
        .planes()
        .image(structure.samples(), structure.orientation());
  }

  private static byte[] bytes(MemorySegment content) throws UnusualJpeg {
    if (content.heapBase().orElse(null) instanceof byte[] bytes && bytes.length == content.byteSize()) {
      return bytes;
    }
    if (content.byteSize() > Integer.MAX_VALUE / 2) {
      throw new UnusualJpeg("it is too long");
    }
    return content.toArray(ValueLayout.JAVA_BYTE);
  }

  /** The components, decoded. */
  private JpegPlanes planes() throws UnusualJpeg {
    int at = 2;
    while (true) {
      while (at + 1 < file.length && file[at] == -1 && file[at + 1] == -1) {
        at++;
      }
      int marker = byteAt(at + 1);
      if (byteAt(at) != 0xff) {
        throw new UnusualJpeg("a marker is missing");
      }
      if (marker == END) {
        return decoded();
      }
      int length = twoBytes(at + 2);
      int from = at + 4;
      int to = at + 2 + length;
      if (length < 2 || to > file.length) {
        throw new UnusualJpeg("a segment is too long");
      }
      at = to;
      switch (marker) {
        case BASELINE, EXTENDED, PROGRESSIVE -> {
          progressive = marker == PROGRESSIVE;
          frame(from);
        }
        case HUFFMAN -> codes(from, to);
        case STEPS -> steps(from, to);
        case INTERVAL -> interval = twoBytes(from);
        case SCAN -> at = scan(from);
        default -> requireUsual(marker);
      }
    }
  }

  private static void requireUsual(int marker) throws UnusualJpeg {
    if (marker < 0xe0 && marker != 0xfe) {
      throw new UnusualJpeg("a marker is rare");
    }
  }

  private int byteAt(int at) throws UnusualJpeg {
    if (at >= file.length) {
      throw new UnusualJpeg("it ends too early");
    }
    return file[at] & 0xff;
  }

  private int twoBytes(int at) throws UnusualJpeg {
    return byteAt(at) << 8 | byteAt(at + 1);
  }

  private void steps(int from, int to) throws UnusualJpeg {
    int at = from;
    while (at < to) {
      int head = byteAt(at++);
      boolean wide = head >> 4 != 0;
      int[] table = new int[64];
      for (int k = 0; k < 64; k++) {
        table[JpegBlocks.PLACES[k]] = wide ? twoBytes(at) : byteAt(at);
        at += wide ? 2 : 1;
      }
      steps[head & 3] = table;
    }
  }

  private void codes(int from, int to) throws UnusualJpeg {
    int at = from;
    while (at < to) {
      int head = byteAt(at++);
      int[] counts = new int[16];
      int sum = 0;
      for (int i = 0; i < 16; i++) {
        counts[i] = byteAt(at++);
        sum += counts[i];
      }
      byte[] symbols = new byte[sum];
      for (int i = 0; i < sum; i++) {
        symbols[i] = (byte) byteAt(at++);
      }
      (head >> 4 == 0 ? first : others)[head & 3] = new JpegCode(counts, symbols);
    }
  }

  private void frame(int from) throws UnusualJpeg {
    height = twoBytes(from + 1);
    width = twoBytes(from + 3);
    int count = byteAt(from + 5);
    if (byteAt(from) != 8 || height == 0 || width == 0 || (count != 1 && count != 3) || !components.isEmpty()) {
      throw new UnusualJpeg("its frame is rare");
    }
    Decoder.requireFew(height, width);
    int across = 1;
    int down = 1;
    for (int i = 0; i < count && count > 1; i++) {
      int sampling = byteAt(from + 7 + 3 * i);
      across = Math.max(across, sampling >> 4);
      down = Math.max(down, sampling & 15);
    }
    side = side();
    for (int i = 0; i < count; i++) {
      int at = from + 6 + 3 * i;
      int sampling = count == 1 ? 1 << 4 | 1 : byteAt(at + 1);
      components.add(new Component(byteAt(at), byteAt(at + 2) & 3, blocks(sampling, across, down)));
    }
  }

  /** Samples a side of a block, so that the image is large enough. */
  private int side() {
    for (int of = 1; of < 8; of *= 2) {
      boolean large = Math.ceilDiv(height * of, 8) >= leastHeight && Math.ceilDiv(width * of, 8) >= leastWidth;
      if (large || (long) height * width * of * of / 16 > Decoder.MOST_KEPT) {
        return of;
      }
    }
    return 8;
  }

  private JpegBlocks blocks(int sampling, int mostAcross, int mostDown) throws UnusualJpeg {
    int across = sampling >> 4;
    int down = sampling & 15;
    if (across < 1 || down < 1 || mostAcross > 4 || mostDown > 4 || mostAcross % across != 0 || mostDown % down != 0) {
      throw new UnusualJpeg("its sampling is rare");
    }
    if ((long) height * width / 64 > 8L * file.length) {
      throw Source.tooShort(
          String.format(Locale.ROOT, "its %d bytes are too few for %d x %d pixels", file.length, width, height));
    }
    JpegBlocks blocks = new JpegBlocks(height, width, down, mostDown, across, mostAcross, side);
    if (progressive) {
      blocks.coefficients = new JpegCoefficients(blocks);
    }
    return blocks;
  }

  /** Where the marker behind a scan stands. */
  private int scan(int from) throws UnusualJpeg {
    int count = byteAt(from);
    if (components.isEmpty() || count < 1 || count > components.size()) {
      throw new UnusualJpeg("a scan has no frame");
    }
    int behind = from + 1 + 2 * count;
    int start = byteAt(behind);
    int end = byteAt(behind + 1);
    int high = byteAt(behind + 2) >> 4;
    int low = byteAt(behind + 2) & 15;
    if (progressive
        ? end > 63 || start > end || low > 13 || (start > 0 && count > 1) || (start == 0 && end > 0)
        : start != 0 || end != 63 || high != 0 || low != 0) {
      throw new UnusualJpeg("a scan is rare");
    }
    JpegScan.Part[] parts = new JpegScan.Part[count];
    for (int i = 0; i < count; i++) {
      parts[i] = part(byteAt(from + 1 + 2 * i), byteAt(from + 2 + 2 * i), start == 0 && high == 0, end > 0);
    }
    JpegBits bits = new JpegBits(file, behind + 3);
    new JpegScan(parts, bits, interval, progressive, start, end, high, low).read();
    return bits.behind();
  }

  private JpegScan.Part part(int id, int tables, boolean needsFirst, boolean needsOthers) throws UnusualJpeg {
    for (Component component : components) {
      if (component.id == id) {
        JpegBlocks blocks = component.blocks;
        int[] table = steps[component.table];
        JpegCode code = first[tables >> 4 & 3];
        JpegCode more = others[tables & 3];
        if (table == null || (needsFirst && code == null) || (needsOthers && more == null)) {
          throw new UnusualJpeg("a table is missing");
        }
        if (blocks.transform == null) {
          blocks.transform = JpegTransform.of(table, blocks.side);
        }
        return new JpegScan.Part(blocks, code, more);
      }
    }
    throw new UnusualJpeg("a scan names no component");
  }

  private List<JpegBlocks> blocks() {
    return components.stream().map(Component::blocks).toList();
  }

  private JpegPlanes decoded() throws UnusualJpeg {
    for (JpegBlocks blocks : blocks()) {
      if (blocks.transform == null) {
        throw new UnusualJpeg("a component is missing");
      }
      if (progressive) {
        blocks.coefficients.transform();
        blocks.coefficients = null;
      }
    }
    if (components.isEmpty()) {
      throw new UnusualJpeg("it has no frame");
    }
    return new JpegPlanes(height, width, 8 / side, blocks());
  }
}

package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an NPY file says of its values before them. See <a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NumPy's format</a>, versions 1 to 3.
 *
 * @param big whether the first byte of a value is the one of most weight
 * @param valueBytes of each value
 * @param fortran whether the first index, not the last, runs fastest
 * @param length of the header in bytes; the values begin behind it
 */
record NpyHeader(NpyType type, boolean big, long valueBytes, boolean fortran, int[] shape, int length) {
  private static final int MAGIC = 6;
  private static final int LONGEST = 1 << 16;
  private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([<>|=]?)([A-Za-z?])(\\d*)['\"]");
  private static final Pattern STRUCTURE = Pattern.compile("['\"]descr['\"]\\s*:\\s*\\[");
  private static final Pattern ORDER = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([^)]*)\\)");

  /** Whether bytes are the first of an NPY file. */
  static boolean begins(byte[] start) {
    return start.length >= MAGIC
        && Arrays.equals(start, 0, MAGIC, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'}, 0, MAGIC);
  }

  /**
   * Reads the header, up to the first value.
   *
   * @throws WeftException if it is damaged, or if the values are neither numbers nor texts: a sentence without the name
   */
  static NpyHeader read(InputStream in) throws IOException {
    byte[] start = in.readNBytes(MAGIC + 2);
    if (start.length < MAGIC + 2 || !begins(start)) {
      throw new WeftException("an NPY array begins with the word NUMPY; it does not; save it anew with numpy.save.");
    }
    int sizeBytes = start[MAGIC] == 1 ? 2 : 4;
    byte[] size = in.readNBytes(sizeBytes);
    long characters = 0;
    for (int i = size.length - 1; i >= 0; i--) {
      characters = characters << 8 | size[i] & 0xff;
    }
    if (start[MAGIC] < 1 || start[MAGIC] > 3 || size.length < sizeBytes || characters > LONGEST) {
      throw damaged("its header is of version " + start[MAGIC] + " and has " + characters + " characters");
    }
    byte[] text = in.readNBytes((int) characters);
    if (text.length < characters) {
      throw damaged("it ends within its header");
    }
    return parse(new String(text, StandardCharsets.UTF_8), MAGIC + 2 + sizeBytes + text.length);
  }

  private static NpyHeader parse(String text, int length) {
    if (STRUCTURE.matcher(text).find()) {
      throw new WeftException(
          "the values must be numbers or texts; they are records of several fields; save each field as an array.");
    }
    Matcher descr = DESCR.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!descr.find() || !order.find() || !shape.find()) {
      throw damaged("its header is '" + Quoted.text(text.strip()) + "'");
    }
    char letter = descr.group(2).charAt(0);
    if (letter == 'O') {
      throw new WeftException(
          "the values must be numbers or texts; they are Python objects (a pickle, which may run code); in Python, save"
              + " numpy.stack(list(array)) or array.astype(...) instead.");
    }
    int width = descr.group(3).isEmpty() || descr.group(3).length() > 8 ? -1 : Integer.parseInt(descr.group(3));
    NpyType type =
        NpyType.of(letter, width)
            .filter(known -> width >= 0)
            .orElseThrow(() ->
                new WeftException(
                    "the values must be whole numbers, floats of at most 64 bits, or texts; they are of NumPy's type '"
                        + letter
                        + descr.group(3)
                        + "'; convert them with astype first."));
    return new NpyHeader(
        type,
        descr.group(1).equals(">"),
        type.bytes(width),
        order.group(1).equals("True"),
        shape(shape.group(1)),
        length);
  }

  private static int[] shape(String text) {
    String[] sizes = text.isBlank() ? new String[0] : text.strip().split("\\s*,\\s*");
    int[] shape = new int[sizes.length];
    for (int i = 0; i < shape.length; i++) {
      String size = sizes[i].replaceFirst("[lL]$", ""); // Python 2 wrote long numbers with an L
      if (!size.matches("\\d{1,10}") || Long.parseLong(size) > Integer.MAX_VALUE) {
        throw damaged("its shape is (" + Quoted.text(text) + ")");
      }
      shape[i] = Integer.parseInt(size);
    }
    return shape;
  }

  /** How many bytes the values have. */
  long bytes() {
    try {
      long bytes = valueBytes;
      for (int size : shape) {
        bytes = Math.multiplyExact(bytes, (long) size);
      }
      return bytes;
    } catch (ArithmeticException e) {
      throw damaged("its shape is " + Arrays.toString(shape));
    }
  }

  static WeftException damaged(String received) {
    return new WeftException(
        "an NPY array has a header with type and shape, and then all values; " + received + "; save it anew.");
  }
}

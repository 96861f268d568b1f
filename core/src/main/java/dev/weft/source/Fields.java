package dev.weft.source;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The fields of a table's line, one after the other: between quotation marks or not, with or without spaces around.
 * Numbers are read without objects, which a table of 60,000 images has 47 million of.
 */
final class Fields {
  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };
  private static final int MOST_DIGITS = 15; // whole numbers of so many are exact

  private final byte[] line;
  private final int end;
  private final byte delimiter;
  private int at;
  private int from;
  private int to;
  private boolean quoted;

  Fields(byte[] line, byte delimiter) {
    this(line, 0, line.length, delimiter);
  }

  private Fields(byte[] line, int at, int end, byte delimiter) {
    this.line = line;
    this.at = at;
    this.end = end;
    this.delimiter = delimiter;
  }

  /** Goes on to the next field; false if the last has been read. */
  boolean next() {
    if (at > end) {
      return false;
    }
    while (at < end && isSpace(line[at])) {
      at++;
    }
    quoted = at < end && line[at] == '"';
    if (quoted) {
      from = ++at;
      while (at < end && (line[at] != '"' || at + 1 < end && line[at + 1] == '"')) {
        at += line[at] == '"' ? 2 : 1;
      }
      to = Math.min(at, end);
      at++;
    } else {
      from = at;
    }
    while (at < end && line[at] != delimiter) {
      at++;
    }
    if (!quoted) {
      to = at;
      while (to > from && isSpace(line[to - 1])) {
        to--;
      }
    }
    at++;
    return true;
  }

  private boolean isSpace(byte character) {
    return (character == ' ' || character == '\t') && character != delimiter;
  }

  /** The field as it is written. */
  String text(Charset charset) {
    String text = new String(line, from, to - from, charset);
    return quoted ? text.replace("\"\"", "\"") : text;
  }

  /** The numbers within the field, with spaces between them. */
  Fields within() {
    return new Fields(line, from, to, (byte) ' ');
  }

  /** The field as a number; NaN if it is none. A comma is a decimal point where it is no delimiter. */
  double number() {
    boolean minus = from < to && line[from] == '-';
    long digits = 0;
    int count = 0;
    int fraction = -1;
    for (int i = minus ? from + 1 : from; i < to; i++) {
      int digit = line[i] - '0';
      if (digit >= 0 && digit <= 9 && count < MOST_DIGITS) {
        digits = 10 * digits + digit;
        count++;
        fraction += fraction >= 0 ? 1 : 0;
      } else if (fraction < 0 && isPoint(line[i])) {
        fraction = 0;
      } else {
        return slowNumber();
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    double value = fraction > 0 ? digits / POWERS[fraction] : digits;
    return minus ? -value : value;
  }

  private boolean isPoint(byte character) {
    return character == '.' || character == ',' && delimiter != ',';
  }

  private double slowNumber() {
    String text = new String(line, from, to - from, StandardCharsets.ISO_8859_1).strip();
    if (!text.matches("[+-]?(\\d+[.,]?\\d*|[.,]\\d+)([eE][+-]?\\d+)?")) {
      return Double.NaN;
    }
    return Double.parseDouble(text.replace(',', '.'));
  }
}

package dev.weft.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Files damaged by chance, the same for the same seed. */
final class Mutation {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]{2,}");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1",
          "2",
          "255",
          "65536",
          "2147483647",
          "2147483648",
          "-2147483649",
          "9223372036854775808",
          "1e308",
          "1e-308",
          "1e999",
          "NaN",
          ".nan",
          "-.inf",
          "null",
          "true",
          "",
          "\"7\"",
          "7.5",
          "1,5",
          "[1]",
          "{}",
          "1".repeat(400));
  private static final List<String> WORDS =
      List.of(
          "",
          "null",
          "\u001b[2J",
          "\n",
          "\0",
          "\u2028",
          "\u202e",
          "\ud83d\ude00",
          "'",
          "\"",
          ":",
          "- ",
          "[",
          "}",
          "*a",
          "&a",
          "!!int x",
          "\t",
          "../..",
          "%s%n",
          "x".repeat(100_000),
          "[".repeat(2_000));

  private Mutation() {}

  /**
   * One to four changes.
   *
   * @param others of which a piece may take a place
   */
  static byte[] of(byte[] file, List<byte[]> others, boolean text, Random chance) {
    byte[] changed = file.clone();
    for (int i = chance.nextInt(1, 5); i > 0; i--) {
      changed = text && chance.nextInt(4) > 0 ? word(changed, chance) : bytes(changed, others, chance);
    }
    return changed;
  }

  private static byte[] bytes(byte[] file, List<byte[]> others, Random chance) {
    if (file.length == 0) {
      return new byte[] {(byte) chance.nextInt()};
    }
    int at = place(file.length, chance);
    int to = Math.min(file.length, at + chance.nextInt(1, 2 + Math.min(64, file.length)));
    byte[] copy = file.clone();
    switch (chance.nextInt(9)) {
      case 0, 1 -> copy[at] ^= (byte) (1 << chance.nextInt(8));
      case 2 -> copy[at] = (byte) chance.nextInt();
      case 3 -> Arrays.fill(copy, at, to, (byte) (chance.nextBoolean() ? 0 : 255));
      case 4 -> {
        return Arrays.copyOf(file, at);
      }
      case 5 -> {
        return joined(Arrays.copyOf(file, to), Arrays.copyOfRange(file, at, file.length));
      }
      case 6 -> {
        return joined(Arrays.copyOf(file, at), Arrays.copyOfRange(file, to, file.length));
      }
      case 7 -> {
        byte[] other = others.get(chance.nextInt(others.size()));
        int from = other.length == 0 ? 0 : chance.nextInt(other.length);
        return joined(Arrays.copyOf(file, at), Arrays.copyOfRange(other, from, other.length));
      }
      default -> number(copy, at, chance);
    }
    return copy;
  }

  /** More often near the beginning, where files say what they are and how large. */
  private static int place(int length, Random chance) {
    return chance.nextBoolean() ? chance.nextInt(length) : chance.nextInt(Math.min(length, 256));
  }

  /** Sizes as files hold them: two, four or eight bytes, either end first. */
  private static void number(byte[] file, int at, Random chance) {
    int size = 2 << chance.nextInt(3);
    long[] numbers = {0, -1, 1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, 1 << 20, 65_535};
    long value = numbers[chance.nextInt(numbers.length)];
    boolean bigEnd = chance.nextBoolean();
    for (int i = 0; i < size && at + i < file.length; i++) {
      file[at + i] = (byte) (value >> 8 * (bigEnd ? size - 1 - i : i));
    }
  }

  private static byte[] word(byte[] file, Random chance) {
    String text = new String(file, StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    int line = chance.nextInt(lines.size());
    switch (chance.nextInt(5)) {
      case 0, 1 -> {
        return replaced(text, NUMBER, NUMBERS, chance).getBytes(StandardCharsets.UTF_8);
      }
      case 2 -> {
        return replaced(text, WORD, WORDS, chance).getBytes(StandardCharsets.UTF_8);
      }
      case 3 -> lines.add(chance.nextInt(lines.size()), lines.get(line));
      default -> lines.remove(line);
    }
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  private static String replaced(String text, Pattern what, List<String> by, Random chance) {
    List<MatchResult> found = what.matcher(text).results().toList();
    if (found.isEmpty()) {
      return text + by.get(chance.nextInt(by.size()));
    }
    MatchResult one = found.get(chance.nextInt(found.size()));
    String word =
        chance.nextInt(3) == 0 ? found.get(chance.nextInt(found.size())).group() : by.get(chance.nextInt(by.size()));
    return text.substring(0, one.start()) + word + text.substring(one.end());
  }

  private static byte[] joined(byte[] left, byte[] right) {
    byte[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }
}

package dev.weft.experiment;

import java.text.Normalizer;

/**
 * Names in the letters that a folder's name may have on any system. Accents are left out, {@code ß} is {@code ss},
 * whatever else is a hyphen.
 */
public final class PlainName {
  /** In characters. */
  public static final int LONGEST = 64;

  private PlainName() {}

  /** Empty where nothing is left, as of {@code 你好}. */
  public static String of(String text) {
    String letters =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .replace("ß", "ss")
            .replace("æ", "ae")
            .replace("ø", "o")
            .replace("ł", "l")
            .replace("Ł", "L")
            .replace("Æ", "Ae")
            .replace("Ø", "O")
            .replaceAll("[^A-Za-z0-9._-]+", "-")
            .replaceFirst("^[^A-Za-z0-9]+", "");
    return letters.substring(0, Math.min(LONGEST, letters.length())).replaceFirst("[-.]+$", "");
  }
}

package dev.weft.image;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The formats of image files, identified by their first bytes, never by their names. */
enum ImageFormat {
  JPEG("jpeg"),
  PNG("png"),
  GIF("gif"),
  BMP("bmp"),
  TIFF("tiff"),
  WEBP("webp");

  /** What a file's first bytes have to be to tell all kinds. */
  static final int START = 32;

  private final String plugin;

  ImageFormat(String plugin) {
    this.plugin = plugin;
  }

  /** The name of its reader in {@code javax.imageio}. */
  String plugin() {
    return plugin;
  }

  /** What a file is that begins with these bytes. */
  static Optional<ImageFormat> of(byte[] start) {
    String text = text(start);
    if (text.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
      return Optional.of(GIF);
    }
    if (text.startsWith("BM")) {
      return Optional.of(BMP);
    }
    if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
      return Optional.of(TIFF);
    }
    return text.matches("(?s)RIFF.{4}WEBP.*") ? Optional.of(WEBP) : Optional.empty();
  }

  /** What a file is that Weft does not read, in words. */
  static String describe(byte[] start) {
    String text = text(start);
    if (text.isEmpty()) {
      return "the file is empty";
    }
    if (text.matches("(?s).{4}ftyp(hei|hev|mif1|msf1).*")) {
      return "this is HEIC";
    }
    if (text.matches("(?s).{4}ftypavi.*")) {
      return "this is AVIF";
    }
    if (text.matches("(?s)\u00ff\n.*|\0\0\0\fJXL .*")) {
      return "this is JPEG XL";
    }
    if (text.matches("(?s)\0\0\0\fjP  .*|\u00ffO\u00ffQ.*")) {
      return "this is JPEG 2000";
    }
    if (text.startsWith("%PDF")) {
      return "this is PDF";
    }
    if (text.startsWith("8BPS")) {
      return "this is Photoshop's PSD";
    }
    if (text.matches("(?s)\\s*(\u00ef\u00bb\u00bf)?<(svg|\\?xml).*")) {
      return "this is SVG or other XML";
    }
    return "its content is something else";
  }

  private static String text(byte[] start) {
    return new String(start, StandardCharsets.ISO_8859_1);
  }
}

package dev.weft.image;

import java.util.List;

/** Makes images of one size images of another, antialiased: Pillow's {@code BILINEAR}, rounded once. */
public final class Resizing {
  private final int height;
  private final int width;
  private final int channels;
  private final Taps rows;
  private final Taps columns;

  /**
   * @param height of the images that there are
   * @param width likewise
   * @param newHeight of the new ones, at least 1
   * @param newWidth likewise
   */
  public Resizing(int height, int width, int channels, int newHeight, int newWidth) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    rows = Taps.of(height, 0, height, newHeight, Resampling.BILINEAR);
    columns = Taps.of(width, 0, width, newWidth, Resampling.BILINEAR);
  }

  /** The new image of (height, width, channels) unsigned bytes; channels are scaled each by itself. */
  public byte[] of(byte[] pixels) {
    byte[] scaled = new byte[rows.size() * columns.size() * channels];
    byte[] plane = new byte[height * width];
    for (int channel = 0; channel < channels; channel++) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = pixels[i * channels + channel];
      }
      float[] values = Scaled.of(new Image(height, width, 1, plane, List.of()), rows, columns, Ground.BLACK);
      for (int i = 0; i < values.length; i++) {
        scaled[i * channels + channel] = (byte) Math.clamp(Math.round(values[i]), 0, 255);
      }
    }
    return scaled;
  }
}

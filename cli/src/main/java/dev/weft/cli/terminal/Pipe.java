package dev.weft.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Output whose reader may leave early, as {@code head} does: what comes after is dropped. Other failures stay failures.
 */
final class Pipe extends FilterOutputStream {
  private boolean left;

  Pipe(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (left) {
      return;
    }
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      left = String.valueOf(e.getMessage()).contains("Broken pipe");
      if (!left) {
        throw e;
      }
    }
  }
}

package dev.weft.image;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * An image file's bytes as the decoders read them. Some of them read on behind the end of a damaged file, and give
 * zeros for as many pixels as its header says. Here that ends after a while.
 */
final class ImageInput extends ImageInputStreamImpl {
  private static final int MOST_READS_BEHIND_THE_END = 1_000;

  private final MemorySegment content;
  private int readsBehindTheEnd;

  ImageInput(MemorySegment content) {
    this.content = content;
  }

  @Override
  public int read() {
    bitOffset = 0;
    return isAtEnd() ? -1 : content.get(ValueLayout.JAVA_BYTE, streamPos++) & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (isAtEnd()) {
      return -1;
    }
    int count = (int) Math.min(length, content.byteSize() - streamPos);
    MemorySegment.copy(content, ValueLayout.JAVA_BYTE, streamPos, bytes, from, count);
    streamPos += count;
    return count;
  }

  private boolean isAtEnd() {
    if (streamPos < content.byteSize()) {
      return false;
    }
    if (++readsBehindTheEnd > MOST_READS_BEHIND_THE_END) {
      throw Source.tooShort("its pixels go on behind its " + content.byteSize() + " bytes");
    }
    return true;
  }

  @Override
  public long length() {
    return content.byteSize();
  }
}

package dev.weft.protobuf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes are those that the format's own description gives. */
class ProtoWriterTest {
  private static String hex(ProtoWriter message) {
    return HexFormat.of().formatHex(message.toBytes());
  }

  @Test
  void aNumberHasSevenBitsAByte() {
    assertEquals("089601", hex(new ProtoWriter().number(1, 150)));
    assertEquals("0800", hex(new ProtoWriter().number(1, 0)));
    assertEquals("08feffffffffffffffff01", hex(new ProtoWriter().number(1, -2)));
  }

  @Test
  void aFieldFromSixteenOnHasTwoBytesOfTag() {
    assertEquals("a20602", hex(new ProtoWriter().packed(100, 1L, 2L)).substring(0, 6));
  }

  @Test
  void decimalsHaveTheLowestByteFirst() {
    assertEquals("150000803f", hex(new ProtoWriter().decimal(2, 1f)));
    assertEquals("11000000000000f03f", hex(new ProtoWriter().decimal(2, 1.0)));
  }

  @Test
  void aTextIsUtf8WithItsLength() {
    assertEquals("120774657374696e67", hex(new ProtoWriter().text(2, "testing")));
    assertEquals("1202c3bc", hex(new ProtoWriter().text(2, "ü")));
  }

  @Test
  void repeatedNumbersArePacked() {
    assertEquals("3206038e029ea705", hex(new ProtoWriter().packed(6, 3L, 270L, 86942L)));
    assertEquals("22080000803f00000040", hex(new ProtoWriter().packed(4, 1f, 2f)));
    assertEquals("2208000000000000f03f", hex(new ProtoWriter().packed(4, 1.0)));
    assertEquals("2200", hex(new ProtoWriter().packed(4, new float[0])));
  }

  @Test
  void aMessageIsAFieldOfAnother() {
    ProtoWriter inner = new ProtoWriter().number(1, 150);
    assertEquals("08011a030896012001", hex(new ProtoWriter().number(1, 1).message(3, inner).number(4, 1)));
  }

  @Test
  void manyNumbersAreWrittenInChunks() {
    float[] values = new float[40_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    ProtoWriter message = new ProtoWriter().packed(9, values);
    byte[] written = message.toBytes();
    assertEquals(message.length(), written.length);
    float[] back = new float[values.length];
    ByteBuffer.wrap(written, written.length - 4 * values.length, 4 * values.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(back);
    assertArrayEquals(values, back);
  }

  @Test
  void manyBytesAreWrittenAsTheyAre() {
    byte[] bytes = new byte[100_000];
    Arrays.fill(bytes, (byte) 7);
    byte[] written = new ProtoWriter().bytes(1, bytes).toBytes();
    assertArrayEquals(bytes, Arrays.copyOfRange(written, 4, written.length));
  }

  @Test
  void moreThanTwoGigabytesAreRefused() {
    float[] one = new float[1 << 24];
    ProtoWriter message = new ProtoWriter();
    for (int i = 0; i < 32; i++) {
      message.message(1, new ProtoWriter().packed(9, one));
    }
    assertTrue(message.length() > ProtoWriter.MOST);
    String refusal =
        assertThrows(WeftException.class, () -> message.writeTo(OutputStream.nullOutputStream())).getMessage();
    assertEquals("a file of this kind holds at most 2 GB; received 2.0 GB; use a smaller network.", refusal);
  }
}

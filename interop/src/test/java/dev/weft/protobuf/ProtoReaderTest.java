package dev.weft.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.WeftException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of the encoding's own page, and what is no message. */
@Timeout(60)
class ProtoReaderTest {
  private static ProtoReader reader(String hex) {
    return ProtoReader.of(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static ProtoReader field(String hex) {
    ProtoReader reader = reader(hex);
    assertTrue(reader.next());
    return reader;
  }

  @Test
  void aWholeNumberHasSevenBitsAByte() {
    ProtoReader reader = field("08 96 01");
    assertEquals(1, reader.field());
    assertEquals(150, reader.varint());
    assertFalse(reader.next());
  }

  @Test
  void aNegativeNumberHasTenBytes() {
    assertEquals(-2, field("08 fe ff ff ff ff ff ff ff ff 01").varint());
  }

  @Test
  void aTextIsUtf8() {
    assertEquals("testing", field("12 07 74 65 73 74 69 6e 67").text());
    assertEquals("é", field("12 02 c3 a9").text());
  }

  @Test
  void aMessageStandsInAMessage() {
    ProtoReader inner = field("1a 03 08 96 01").message();
    assertTrue(inner.next());
    assertEquals(150, inner.varint());
    assertFalse(inner.next());
  }

  @Test
  void bytesAreLittleEndian() {
    assertEquals(258, field("12 02 02 01").bytes().getShort());
  }

  @Test
  void floatsHaveFourBytes() {
    assertEquals(1.5f, field("0d 00 00 c0 3f").fixed32());
  }

  @Test
  void repeatedNumbersStandAloneOrPacked() {
    for (String hex : List.of("20 03 20 8e 02 20 9e a7 05", "22 06 03 8e 02 9e a7 05", "20 03 22 05 8e 02 9e a7 05")) {
      List<Long> numbers = new ArrayList<>();
      ProtoReader reader = reader(hex);
      while (reader.next()) {
        reader.varints(numbers::add);
      }
      assertEquals(List.of(3L, 270L, 86942L), numbers, hex);
    }
    for (String hex : List.of("25 00 00 c0 3f 25 00 00 00 40", "22 08 00 00 c0 3f 00 00 00 40")) {
      List<Double> numbers = new ArrayList<>();
      ProtoReader reader = reader(hex);
      while (reader.next()) {
        reader.floats(numbers::add);
      }
      assertEquals(List.of(1.5, 2.0), numbers, hex);
    }
    List<Double> numbers = new ArrayList<>();
    field("22 08 00 00 00 00 00 00 f8 3f").doubles(numbers::add);
    field("21 00 00 00 00 00 00 f8 3f").doubles(numbers::add);
    assertEquals(List.of(1.5, 1.5), numbers);
  }

  @Test
  void whatNobodyAsksForIsPassedOver() {
    ProtoReader reader = reader("08 96 01 12 02 61 62 1d 00 00 00 00 21 00 00 00 00 00 00 00 00 28 07");
    List<Integer> fields = new ArrayList<>();
    while (reader.next()) {
      fields.add(reader.field());
    }
    assertEquals(List.of(1, 2, 3, 4, 5), fields);
    assertEquals(7, reader.varint());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          08                               | it is damaged at byte 0: it is cut off within a number.
          08 96                            | it is damaged at byte 0: it is cut off within a number.
          08 01 0d 00 00                   | it is damaged at byte 2: field 1 has 4 bytes, where only 2 are left.
          09 00                            | it is damaged at byte 0: field 1 has 8 bytes, where only 1 are left.
          12 07 61                         | it is damaged at byte 0: field 2 has 7 bytes, where only 1 are left.
          12 ff ff ff ff ff ff ff ff ff 01 | it is damaged at byte 0: field 2 has 18446744073709551615 bytes, where only 0 are left.
          12 ff ff ff ff 07 61             | it is damaged at byte 0: field 2 has 2147483647 bytes, where only 1 are left.
          08 80 80 80 80 80 80 80 80 80 02 | it is damaged at byte 0: a number has more than 64 bits.
          08 80 80 80 80 80 80 80 80 80 80 80 00 | it is damaged at byte 0: a number has more than 64 bits.
          00 01                            | it is damaged at byte 0: a field's number must be 1 to 536870911; received 0.
          80 80 80 80 80 01 00             | it is damaged at byte 0: a field's number must be 1 to 536870911; received 4294967296.
          0b 0c                            | it is damaged at byte 0: field 1 is a group, which is not read.
          0c                               | it is damaged at byte 0: field 1 is a group, which is not read.
          0e                               | it is damaged at byte 0: field 1 has the unknown wire type 6.
          """)
  void damageIsSaidWithItsPlace(String hex, String expected) {
    ProtoReader reader = reader(hex);
    WeftException e =
        assertThrows(
            WeftException.class,
            () -> {
              while (reader.next()) {}
            });
    assertEquals(expected, e.getMessage());
  }

  @Test
  void aFieldOfAnotherKindIsRefused() {
    assertEquals(
        "it is damaged at byte 0: field 1 must be a text; its wire type is 0.",
        assertThrows(WeftException.class, () -> field("08 01").text()).getMessage());
    assertEquals(
        "it is damaged at byte 0: field 2 must be a whole number; its wire type is 2.",
        assertThrows(WeftException.class, () -> field("12 00").varint()).getMessage());
    assertEquals(
        "it is damaged at byte 0: field 2 must be a text in UTF-8.",
        assertThrows(WeftException.class, () -> field("12 01 ff").text()).getMessage());
    assertEquals(
        "it is damaged at byte 0: field 2 must be whole floats of 32 bits; it has 3 bytes.",
        assertThrows(WeftException.class, () -> field("12 03 00 00 00").floats(each -> {})).getMessage());
    assertEquals(
        "it is damaged at byte 3: it is cut off within a number.",
        assertThrows(WeftException.class, () -> field("12 02 01 80").varints(each -> {})).getMessage());
  }

  @Test
  void messagesAreNestedAtMost64Deep() {
    byte[] bytes = {};
    for (int i = 0; i < 70; i++) {
      ByteArrayOutputStream outer = new ByteArrayOutputStream();
      outer.write(0x0a);
      for (int length = bytes.length; ; length >>>= 7) {
        outer.write(length > 127 ? length & 0x7f | 0x80 : length);
        if (length <= 127) {
          break;
        }
      }
      outer.writeBytes(bytes);
      bytes = outer.toByteArray();
    }
    ProtoReader[] reader = {ProtoReader.of(bytes)};
    WeftException e =
        assertThrows(
            WeftException.class,
            () -> {
              while (reader[0].next()) {
                reader[0] = reader[0].message();
              }
            });
    assertTrue(e.getMessage().endsWith(": messages may be nested at most 64 deep."), e.getMessage());
  }

  /** Whatever the bytes are, there is an end, or one sentence. */
  @Test
  void randomBytesGiveFieldsOrOneSentence() {
    SplitMix64 random = SplitMix64.of(19);
    int whole = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(32));
      }
      try {
        visit(ProtoReader.of(bytes));
        whole++;
      } catch (WeftException e) {
        assertTrue(e.getMessage().matches("it is damaged at byte \\d+: [^\n]+\\."), e.getMessage());
      }
    }
    assertTrue(whole > 1000, whole + " messages were whole");
  }

  private static void visit(ProtoReader message) {
    while (message.next()) {
      try {
        visit(message.message());
      } catch (WeftException e) {
        assertTrue(message.field() > 0);
      }
      List<Runnable> readings = List.of(message::varint, message::fixed32, message::bytes, message::text);
      for (Runnable reading : readings) {
        try {
          reading.run();
        } catch (WeftException e) {
          assertTrue(message.place() >= 0);
        }
      }
      try {
        message.varints(each -> {});
        message.floats(each -> {});
        message.doubles(each -> {});
      } catch (WeftException e) {
        assertTrue(message.place() >= 0);
      }
    }
  }
}

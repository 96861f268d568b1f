package dev.weft.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
  private static int tag(String hex) {
    return Orientation.ofExif(HexFormat.of().parseHex(hex.replace(" ", ""))).tag();
  }

  @Test
  void bothByteOrdersAreRead() {
    assertEquals(6, tag("4d4d002a00000008 0001 0112 0003 00000001 0006 0000"));
    assertEquals(8, tag("49492a0008000000 0100 1201 0300 01000000 0800 0000"));
    assertEquals(3, tag("457869660000 4d4d002a00000008 0001 0112 0003 00000001 0003 0000"));
    assertEquals(5, tag("4d4d002a00000008 0002 0100 0004 00000001 00000020 0112 0004 00000001 00000005"));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ''
          4d4d
          4d4d002a00000008
          4d4d002a000000080001
          4d4d002affffffff0001011200030000000100060000
          4d4d002a7fffffff0001011200030000000100060000
          4d4d002a00000008ffff010000030000000100060000
          4d4d002a000000080001011200030000000100090000
          000000000000000000000000
          """)
  void whatIsDamagedStaysAsItIs(String exif) {
    assertEquals(1, tag(exif));
  }

  /** A stored image of 2 rows and 3 columns; each tag's first row as EXIF describes it. */
  @ParameterizedTest
  @CsvSource({"1,012345", "2,210543", "3,543210", "4,345012", "5,031425", "6,304152", "7,524130", "8,251403"})
  void eachTagTurnsItsWay(int tag, String upright) {
    Orientation.Path path = new Orientation(tag).path(2, 3);
    char[] turned = new char[6];
    for (int i = 0; i < 6; i++) {
      turned[path.first() + i % 3 * path.right() + i / 3 * path.down()] = (char) ('0' + i);
    }
    assertEquals(upright, new String(turned));
  }
}

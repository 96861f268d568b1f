package dev.weft.server.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.SplitMix64;
import dev.weft.server.http.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms with files, as browsers and curl send them. */
class MultipartTest {
  private static final String TYPE = "multipart/form-data; boundary=ab-c";

  private static List<Multipart.File> files(String type, String body) {
    return Multipart.files(type, body.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String part(String head, String content) {
    return "--ab-c\r\n" + head + "\r\n\r\n" + content + "\r\n";
  }

  @Test
  void filesComeInTheirOrderWithEachByte() {
    List<Multipart.File> files =
        files(
            TYPE,
            part(
                    "Content-Disposition: form-data; name=\"a\"; filename=\"one.png\"\r\nContent-Type: image/png",
                    "\0\r\n--ab\u00ff")
                + part("content-disposition: form-data; name=b; filename=\"t\\\"wo\"", "")
                + "--ab-c--\r\n");
    assertEquals(List.of("one.png", "t\"wo"), files.stream().map(Multipart.File::name).toList());
    assertArrayEquals("\0\r\n--ab\u00ff".getBytes(StandardCharsets.ISO_8859_1), files.getFirst().content());
    assertEquals(0, files.getLast().content().length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data; boundary=\"ab-c\"",
        "Multipart/Form-Data; charset=utf-8; boundary=ab-c",
        "multipart/form-data;boundary=ab-c; charset=utf-8"
      })
  void theBoundaryStandsInTheType(String type) {
    assertEquals(1, files(type, part("Content-Disposition: form-data; filename=\"a\"", "x") + "--ab-c--").size());
  }

  @Test
  void textBeforeTheFirstBoundaryIsPassedOver() {
    String body = "preamble\r\n" + part("Content-Disposition: form-data; filename=\"a\"", "x") + "--ab-c--";
    assertEquals("a", files(TYPE, body).getFirst().name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--ab-c",
        "--ab-c--",
        "--ab-c\r\n",
        "--ab-c\r\nContent-Disposition: form-data; filename=\"a\"",
        "--ab-c\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\nnever ends",
        "--ab-c\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\n",
        "--ab-c\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\nx\r\n--ab-cx",
        "--ab-c\r\nContent-Disposition: form-data; name=\"top\"\r\n\r\n3\r\n--ab-c--",
      })
  void aDamagedFormIsRefused(String body) {
    assertEquals(400, assertThrows(Refusal.class, () -> files(TYPE, body)).status());
  }

  @Test
  void otherTypesAreRefused() {
    assertEquals(415, assertThrows(Refusal.class, () -> files("multipart/mixed; boundary=a", "")).status());
    assertEquals(415, assertThrows(Refusal.class, () -> files("multipart/form-data", "")).status());
  }

  @Test
  void bytesOfAllKindsAreReadOrRefused() {
    byte[] good =
        (part("Content-Disposition: form-data; filename=\"a\"", "x") + "--ab-c--").getBytes(StandardCharsets.UTF_8);
    SplitMix64 random = SplitMix64.of(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = Arrays.copyOf(good, (int) (random.nextDouble() * (good.length + 1)));
      for (int j = 0; j < 3 && bytes.length > 0; j++) {
        bytes[(int) (random.nextDouble() * bytes.length)] = (byte) (256 * random.nextDouble());
      }
      try {
        Multipart.files(TYPE, bytes);
      } catch (Refusal refusal) {
        // as it should be
      }
    }
  }
}

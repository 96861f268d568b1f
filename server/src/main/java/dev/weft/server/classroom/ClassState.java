package dev.weft.server.classroom;

import java.time.Instant;

/**
 * How far a class is.
 *
 * @param test the checksum of the test images
 * @param images how many of them count
 * @param closed since when nothing is handed in any more; null while it is
 * @param revealed since when all see the results; null while only the teacher does
 */
record ClassState(String test, int images, Instant closed, Instant revealed) {
  ClassState closedAt(Instant moment) {
    return new ClassState(test, images, moment, revealed);
  }

  ClassState revealedAt(Instant moment) {
    return new ClassState(test, images, closed, moment);
  }
}

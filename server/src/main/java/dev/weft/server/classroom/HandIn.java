package dev.weft.server.classroom;

import java.time.Instant;

/**
 * The network that a user is judged by.
 *
 * @param user whose it is
 * @param at when it was handed in, or chosen
 * @param times how often the user handed something in; 0 where the best run was chosen
 * @param run the id of its run in the store; empty of a file that is of no known run
 * @param name what the run or the file is called
 * @param model the SHA-256 of its file, by which the class's folder has it; empty where it cannot be had
 * @param validation its accuracy on the user's own validation images, 0 to 1; null where that is unknown
 */
record HandIn(String user, Instant at, int times, String run, String name, String model, Double validation) {
  /** Whether the user handed it in, and not the best run was chosen. */
  boolean isOwn() {
    return times > 0;
  }
}

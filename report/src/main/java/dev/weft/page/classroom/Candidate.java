package dev.weft.page.classroom;

/**
 * A user and the network that is, or would be, judged.
 *
 * @param user whose it is
 * @param run what the run or the file is called
 * @param way how it was chosen, in words
 * @param validation its accuracy on the user's own validation images; NaN where that is unknown
 * @param state what became of it, in words
 */
public record Candidate(String user, String run, String way, double validation, String state) {}

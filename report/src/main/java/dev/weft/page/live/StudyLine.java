package dev.weft.page.live;

/**
 * A study in the list of all.
 *
 * @param address of its page
 * @param running how many trainings run
 * @param trainings how each of them ended, in words
 * @param begun when the first began, in words
 */
public record StudyLine(String name, String address, int running, String trainings, String user, String begun) {}

package dev.weft.page.live;

import java.util.List;

/**
 * A run in the list of all.
 *
 * @param state its state's word
 * @param figure its test accuracy, or the last of its validation, in words; empty where there is none
 * @param figureOf what that is
 * @param begun when, in words
 * @param time that it trained, in words
 */
public record RunLine(
    String id,
    String name,
    String study,
    String state,
    String user,
    String dataset,
    Sparkline curve,
    String figure,
    String figureOf,
    String epochs,
    String begun,
    String time,
    List<String> tags,
    String note) {}

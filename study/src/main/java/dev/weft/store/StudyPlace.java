package dev.weft.store;

import java.util.OptionalInt;

/**
 * Where a run stands in a study.
 *
 * @param study the study's name
 * @param trial the trial's name in it
 * @param fold which part of the images was left out, from 0
 * @param repetition how often the trial was made before, from 0
 */
public record StudyPlace(String study, String trial, OptionalInt fold, OptionalInt repetition) {}

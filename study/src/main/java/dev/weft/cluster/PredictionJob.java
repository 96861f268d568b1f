package dev.weft.cluster;

import dev.weft.image.PrepareAs;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A model that a cluster is to ask about images.
 *
 * @param model a model's file, or the folder of a run
 * @param raw whether probabilities are those of the network: not calibrated, without sets and unlikeness
 * @param invert whether dark becomes light, where an image is not read as a digit
 * @param prepare how images become those that the network takes
 * @param classNames one for each class; empty for those of the file
 * @param scaling as {@code weft predict --scaling} has it; empty for what the file says
 * @param unsureBelow the best probability below which a prediction is unsure; empty for what the file says
 * @param images paths or URIs of files, of folders with all images below them, or patterns such as {@code *.png}
 * @param out the folder for the table of answers, a path or URI
 * @param overwrite whether a table that is there is replaced
 */
public record PredictionJob(
    String model,
    boolean raw,
    boolean invert,
    PrepareAs prepare,
    List<String> classNames,
    String scaling,
    OptionalDouble unsureBelow,
    List<String> images,
    String out,
    boolean overwrite) {}

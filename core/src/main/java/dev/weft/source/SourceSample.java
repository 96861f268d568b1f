package dev.weft.source;

import java.util.Optional;

/**
 * A sample as its source lists it, before its image is read.
 *
 * @param name what a person calls it: a file's path below the source, or a row such as {@code train.csv, row 5}
 * @param label an index into the source's class names
 * @param part the part that the source puts it into; empty where it names none
 * @param group what it shares with others that may not stand in another part, such as a patient; empty for nothing
 */
public record SourceSample(String name, int label, Optional<DataPart> part, String group) {}

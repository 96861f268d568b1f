package dev.weft.dataset;

import dev.weft.image.Preparation;
import dev.weft.source.SourceSample;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The labelled images of a source, prepared, before they are shared out among parts.
 *
 * @param format what the source is
 * @param notes what a person should know of the source, a sentence each
 * @param looked how many images were looked at to choose the preparation; 0 if all of it was given
 * @param coloured how many images have colours that the preparation, chosen by looking, takes from them
 * @param unreadable why samples could not be read, by their index; their pixels are 0
 * @param pixels (samples, height, width, channels), unsigned bytes
 */
record ImageTable(
    String format,
    List<String> classNames,
    List<SourceSample> samples,
    List<String> notes,
    Preparation preparation,
    int looked,
    int coloured,
    SortedMap<Integer, String> unreadable,
    MemorySegment pixels) {

  boolean isUnreadable(int sample) {
    return !unreadable.isEmpty() && unreadable.containsKey(sample);
  }

  /** The same, but of samples that the source puts into no part. */
  ImageTable withoutParts() {
    return new ImageTable(
        format,
        classNames,
        samples.stream()
            .map(sample -> new SourceSample(sample.name(), sample.label(), Optional.empty(), sample.group()))
            .toList(),
        notes,
        preparation,
        looked,
        coloured,
        unreadable,
        pixels);
  }

  /** The same with its pixels elsewhere. */
  ImageTable in(MemorySegment pixels) {
    return new ImageTable(
        format, classNames, samples, notes, preparation, looked, coloured, unreadable, pixels.asReadOnly());
  }
}

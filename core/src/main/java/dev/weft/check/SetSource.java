package dev.weft.check;

import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.image.Image;
import dev.weft.source.DataPart;
import dev.weft.source.ImageSource;
import dev.weft.source.SourceSample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The images of a data set that is already in memory, as a source lists them. */
final class SetSource implements ImageSource {
  private final ImageDataset data;
  private final List<SourceSample> samples = new ArrayList<>();
  private final List<ImageSet> sets = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();

  SetSource(ImageDataset data) {
    this.data = data;
    add(DataPart.TRAIN, data.train());
    data.validation().ifPresent(set -> add(DataPart.VALIDATION, set));
    add(DataPart.TEST, data.test());
  }

  private void add(DataPart part, ImageSet set) {
    starts.add(samples.size());
    sets.add(set);
    for (int i = 0; i < set.size(); i++) {
      String name = set.name(i).orElse(part.word() + " " + i);
      samples.add(new SourceSample(name, set.label(i), Optional.of(part), ""));
    }
  }

  @Override
  public String format() {
    return "a named set";
  }

  @Override
  public List<String> classNames() {
    return data.train().classNames();
  }

  @Override
  public List<SourceSample> samples() {
    return samples;
  }

  @Override
  public Image read(int sample) {
    int at = sets.size() - 1;
    while (starts.get(at) > sample) {
      at--;
    }
    ImageSet set = sets.get(at);
    return new Image(set.height(), set.width(), set.channels(), set.image(sample - starts.get(at)), List.of());
  }

  @Override
  public Map<String, Path> files() {
    return Map.of();
  }

  @Override
  public List<String> notes() {
    return List.of();
  }

  @Override
  public void close() {}
}

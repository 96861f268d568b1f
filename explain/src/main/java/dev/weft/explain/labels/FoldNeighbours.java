package dev.weft.explain.labels;

import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.run.FinishedRun;
import dev.weft.run.PredictionsFile;
import dev.weft.train.Model;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What images say of which a network learned the labels, of images of the fold that it did not learn. */
final class FoldNeighbours {
  private static final int LEAST = 500;
  private static final int MOST = 20_000;

  /** By the image's place among the training images. */
  private final Map<Integer, Say> said = new HashMap<>();

  private record Say(int own, int other, int suggested) {}

  /** How many images are worth asking about, where so many labels are probably wrong. */
  static int most(int probable) {
    return Math.min(MOST, Math.max(LEAST, 2 * probable));
  }

  /**
   * Asks the neighbours of some images.
   *
   * @param folders of the runs; of several that did not learn an image the first is asked
   * @param asked the images' places among the training images, rising
   */
  static FoldNeighbours of(List<Path> folders, ImageSet train, int[] asked, int threads, Progress progress) {
    FoldNeighbours all = new FoldNeighbours();
    for (int i = 0; i < folders.size(); i++) {
      Path folder = folders.get(i);
      progress.count("asking neighbours", i, folders.size(), "networks");
      int[] fold = PredictionsFile.ofFold(folder).orElseThrow().predictions().images();
      int[] judged =
          IntStream.of(fold)
              .filter(image -> Arrays.binarySearch(asked, image) >= 0 && !all.said.containsKey(image))
              .toArray();
      if (judged.length > 0) {
        all.ask(FinishedRun.read(folder), train, fold, judged, threads);
      }
    }
    progress.count("asking neighbours", folders.size(), folders.size(), "networks");
    return all;
  }

  private void ask(FinishedRun run, ImageSet train, int[] fold, int[] judged, int threads) {
    Model model = run.model();
    if (!Directions.canBe(model)) {
      return;
    }
    int[] learned = IntStream.range(0, train.size()).filter(image -> Arrays.binarySearch(fold, image) < 0).toArray();
    ImageSet known = train.subset(IntStream.of(Directions.spread(learned.length)).map(i -> learned[i]).toArray());
    ImageSet asked = train.subset(judged);
    int[] nowhere = new int[judged.length];
    Arrays.fill(nowhere, -1);
    NeighbourLabels labels =
        NeighbourLabels.of(
            Directions.of(model, known, threads, Progress.NONE),
            known.labels(),
            Directions.of(model, asked, threads, Progress.NONE),
            asked.labels(),
            nowhere,
            threads);
    for (int i = 0; i < judged.length; i++) {
      said.put(judged[i], new Say(labels.own()[i], labels.other()[i], labels.suggested()[i]));
    }
  }

  /** The judgement of the image at a place with what its neighbours say. */
  LabelJudgement with(LabelJudgement one, int place) {
    Say say = said.get(place);
    return say == null
        ? one
        : new LabelJudgement(
            one.image(), one.label(), one.suggested(), one.wrong(), one.area(), say.own, say.other, say.suggested);
  }
}

package dev.weft.bench.explain;

import dev.weft.SplitMix64;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import dev.weft.explain.Explainer;
import dev.weft.explain.attribution.AskedModel;
import dev.weft.explain.attribution.Attribution;
import dev.weft.explain.attribution.AttributionMethod;
import dev.weft.explain.attribution.Ground;
import dev.weft.explain.attribution.IntegratedGradients;
import dev.weft.explain.attribution.MapCheck;
import dev.weft.explain.attribution.MapChecker;
import dev.weft.explain.attribution.ScoredNetwork;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.GlobalMaxPooling2D;
import dev.weft.model.Input;
import dev.weft.model.Layer;
import dev.weft.model.Loss;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import dev.weft.run.FinishedRun;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Wilson;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How often maps fail their checks: on made-up images, of which the truth is known, beside maps that are none; then on
 * test images of runs. Arguments: how many images of each network, and folders of runs on named data sets.
 */
public final class MapRates {
  private static final long SEED = 1;
  private static final int LEARNED = 6000;
  private static final int TESTED = 500;
  private static final int GRAIN = 4;
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  private final Map<String, List<MapCheck>> checks = new LinkedHashMap<>();

  private MapRates() {}

  public static void main(String[] args) {
    int count = Integer.parseInt(args[0]);
    MapRates madeUp = new MapRates();
    for (Layer end : List.of(GlobalAveragePooling2D.of(), GlobalMaxPooling2D.of(), Flatten.of())) {
      madeUp.ofPatches(end, count);
    }
    madeUp.print("made-up images");
    for (int i = 1; i < args.length; i++) {
      MapRates ofRun = new MapRates();
      ofRun.ofRun(FinishedRun.read(Path.of(args[i])), count);
      ofRun.print(args[i]);
    }
  }

  private void ofRun(FinishedRun run, int count) {
    ImageSet test = Datasets.load(run.experiment().data().dataset()).test().sample(count, SEED);
    check(run.kerasModel(), test, List.of());
  }

  private void ofPatches(Layer end, int count) {
    Model model =
        Model.compile(
            Sequential.of(
                Input.of(PatchImages.SIDE, PatchImages.SIDE, 1),
                Conv2D.of(16, 3).activation(Activation.RELU),
                Conv2D.of(32, 3).activation(Activation.RELU),
                end,
                Dense.of(PatchImages.CLASSES.size()).activation(Activation.SOFTMAX)),
            Adam.of(0.002),
            Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
            SEED);
    model.fit(PatchImages.of(LEARNED, SEED).set(), Fit.epochs(10).batchSize(32).threads(THREADS));
    PatchImages test = PatchImages.of(TESTED, SEED + 1);
    System.out.println(end.getClass().getSimpleName() + ": " + model.evaluate(test.set()).accuracy());
    Metadata metadata = new Metadata(PatchImages.CLASSES, "", Map.of());
    check(new KerasModel(model, metadata), test.set().range(0, count), test.truths());
  }

  /**
   * @param truths of the images; none where nobody knows them
   */
  private void check(KerasModel file, ImageSet images, List<float[]> truths) {
    Model model = file.model();
    Shape shape = Explainer.image(file);
    List<AttributionMethod> methods = Explainer.methods(file);
    try (AskedModel asked = new AskedModel(model, THREADS);
        ScoredNetwork network = ScoredNetwork.of(model, shape, THREADS);
        MapChecker checker = MapChecker.of(model, asked, shape, SEED, THREADS)) {
      for (int i = 0; i < images.size(); i++) {
        byte[] pixels = images.image(i);
        int label = largest(asked.values(pixels));
        MapChecker.Noise noise = checker.noise(pixels, Ground.BORDER, SEED);
        List<Attribution> maps = methods.stream().map(method -> method.attribute(network, pixels, label)).toList();
        List<MapCheck> found = checker.check(maps, pixels, noise);
        for (int m = 0; m < maps.size(); m++) {
          add(methods.get(m).title(), found.get(m));
        }
        if (!truths.isEmpty()) {
          SplitMix64 random = SplitMix64.of(SEED, "noise", i);
          float[] upsideDown = integrated(methods, maps);
          for (int at = 0; at < upsideDown.length; at++) {
            upsideDown[at] = -upsideDown[at];
          }
          float[] edges = sobel(pixels);
          add("the truth", checker.check(label, truths.get(i), smooth(random), noise));
          add("edges (Sobel)", checker.check(label, edges, edges, noise));
          add("noise of each pixel", checker.check(label, grains(edges.length, random), smooth(random), noise));
          add("smooth noise", checker.check(label, smooth(random), smooth(random), noise));
          add("the same everywhere", checker.check(label, new float[edges.length], smooth(random), noise));
          add("integrated gradients upside down", checker.check(label, upsideDown, smooth(random), noise));
        }
      }
    }
  }

  private static float[] integrated(List<AttributionMethod> methods, List<Attribution> maps) {
    int at =
        IntStream.range(0, methods.size())
            .filter(i -> methods.get(i) instanceof IntegratedGradients)
            .findFirst()
            .orElseThrow();
    return maps.get(at).map().clone();
  }

  private void add(String map, MapCheck check) {
    checks.computeIfAbsent(map, _ -> new ArrayList<>()).add(check);
  }

  private void print(String what) {
    System.out.printf(Locale.ROOT, "%n| %s | fails | 95 %% interval | orders no better than noise |%n", what);
    System.out.println("|---|---:|---|---:|");
    checks.forEach((map, all) -> {
      Wilson failed = new Wilson((int) all.stream().filter(check -> !check.passes()).count(), all.size());
      Interval interval = failed.interval();
      Wilson noise = new Wilson((int) all.stream().filter(check -> !check.beatsNoise()).count(), all.size());
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f %% | %.1f to %.1f %% | %.1f %% |%n",
          map,
          100 * failed.accuracy(),
          100 * interval.low(),
          100 * interval.high(),
          100 * noise.accuracy());
    });
  }

  private static int largest(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  private static float[] grains(int count, SplitMix64 random) {
    float[] map = new float[count];
    for (int i = 0; i < count; i++) {
      map[i] = (float) random.nextDouble();
    }
    return map;
  }

  /** A coarse grid of numbers, enlarged with straight lines between them. */
  private static float[] smooth(SplitMix64 random) {
    int cells = PatchImages.SIDE / GRAIN + 2;
    float[] coarse = grains(cells * cells, random);
    float[] map = new float[PatchImages.SIDE * PatchImages.SIDE];
    for (int i = 0; i < map.length; i++) {
      float y = (float) (i / PatchImages.SIDE) / GRAIN;
      float x = (float) (i % PatchImages.SIDE) / GRAIN;
      int at = (int) y * cells + (int) x;
      float above = coarse[at] + (x - (int) x) * (coarse[at + 1] - coarse[at]);
      float below = coarse[at + cells] + (x - (int) x) * (coarse[at + cells + 1] - coarse[at + cells]);
      map[i] = above + (y - (int) y) * (below - above);
    }
    return map;
  }

  /** 0 at the border. */
  private static float[] sobel(byte[] pixels) {
    int side = PatchImages.SIDE;
    float[] map = new float[pixels.length];
    for (int y = 1; y < side - 1; y++) {
      for (int x = 1; x < side - 1; x++) {
        int down = 0;
        int right = 0;
        for (int i = -1; i <= 1; i++) {
          int weight = 2 - Math.abs(i);
          down += weight * (at(pixels, y + 1, x + i) - at(pixels, y - 1, x + i));
          right += weight * (at(pixels, y + i, x + 1) - at(pixels, y + i, x - 1));
        }
        map[y * side + x] = (float) Math.hypot(down, right);
      }
    }
    return map;
  }

  private static int at(byte[] pixels, int y, int x) {
    return pixels[y * PatchImages.SIDE + x] & 0xff;
  }
}

package dev.weft.augment;

import dev.weft.config.Hints;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What torchvision's and Albumentations' transforms are called here. */
final class AugmentationHints implements Hints {
  private static final String AFFINE = "write RandomRotation, RandomTranslation, RandomZoom and RandomShear.";
  private static final String CROP = "write {RandomZoom: [-0.5, 0]} and {RandomTranslation: 0.2}.";
  private static final String POLICY = "write RandAugment.";
  private static final String SCALING = "the range of the pixels is 'scaling', below 'data'.";
  private static final String SIZE = "the size of the images is 'image: { size: [H, W] }', below 'data'.";

  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("randomhorizontalflip", "write {RandomFlip: horizontal}."),
          Map.entry("horizontalflip", "write {RandomFlip: horizontal}."),
          Map.entry("randomverticalflip", "write {RandomFlip: vertical}."),
          Map.entry("verticalflip", "write {RandomFlip: vertical}."),
          Map.entry("colorjitter", "write RandomColorJitter."),
          Map.entry("randomaffine", AFFINE),
          Map.entry("affine", AFFINE),
          Map.entry("shiftscalerotate", AFFINE),
          Map.entry("randomresizedcrop", CROP),
          Map.entry("randomsizedcrop", CROP),
          Map.entry("autoaugment", POLICY),
          Map.entry("trivialaugmentwide", POLICY),
          Map.entry("augmix", POLICY),
          Map.entry("coarsedropout", "write RandomErasing."),
          Map.entry("elastictransform", "write RandomElasticTransform."),
          Map.entry("normalize", SCALING),
          Map.entry("normalization", SCALING),
          Map.entry("rescaling", SCALING),
          Map.entry("totensor", "images become numbers by themselves; leave it out."),
          Map.entry("resize", SIZE),
          Map.entry("resizing", SIZE),
          Map.entry("centercrop", SIZE));

  @Override
  public Optional<String> kind(String word) {
    return Optional.ofNullable(OTHERS.get(word.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT)));
  }
}

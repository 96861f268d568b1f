package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.image.ImageFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder per class; above these there may be one per part, such as {@code train} and {@code test}. What is an image
 * is found out by its name, or else by its first bytes.
 */
final class ClassFolders implements TreeFormat {
  private static final int LONGEST_START = 32;
  private static final String NAMES = "class-names.txt";
  private static final String TEXT = "(?is).+\\.(txt|csv|tsv|json|jsonl|xml|ya?ml|md|html?|py|ipynb|log)";

  private static final String PACKED = "(?is).+\\.(zip|tar|tgz|gz|bz2|xz|7z|rar)";
  private static final String TABLE_OR_PACKED = "(?is).+\\.(csv|tsv|npz|npy|parquet|zip|tar|tgz|gz|bz2|xz|7z|rar)";

  @Override
  public Optional<ImageSource> open(FileTree tree, SourceOptions options) {
    if (tree.chosen().isPresent()) {
      return Optional.empty();
    }
    List<Integer> images = new ArrayList<>();
    PassedOver others =
        new PassedOver("file is no image and is passed over", "files are no images and are passed over");
    for (int file = 0; file < tree.files().size(); file++) {
      String name = tree.files().get(file);
      if (ImageFile.isNamedAsImage(name) || !name.matches(TEXT) && ImageFile.isImage(tree.start(file, LONGEST_START))) {
        images.add(file);
      } else {
        if (!name.equals(NAMES)) {
          others.add(name);
        }
      }
    }
    if (images.isEmpty()) {
      throw none(tree, others);
    }
    return Optional.of(source(tree, images, others, options));
  }

  private static WeftException none(FileTree tree, PassedOver others) {
    List<String> passed = new ArrayList<>(tree.notes());
    others.note().ifPresent(passed::add);
    return new WeftException(
        "images with labels lie in a folder per class; the %s %s holds no image%s; %s."
            .formatted(
                tree.kind(),
                Quoted.text(tree.path().toString()),
                passed.isEmpty() ? "" : " (" + String.join(" ", passed).replaceFirst("\\.$", "") + ")",
                tree.files().stream()
                    .filter(file -> file.matches(tree.kind().equals("folder") ? PACKED : TABLE_OR_PACKED))
                    .findFirst()
                    .map(file ->
                        tree.kind().equals("folder")
                            ? "name '" + Quoted.text(file) + "', or unpack it"
                            : "unpack it, and name '" + Quoted.text(file) + "'")
                    .orElse("put each class's images into a folder of its own")));
  }

  private static ImageSource source(FileTree tree, List<Integer> images, PassedOver others, SourceOptions options) {
    options.requireNoLabel(tree.path(), "a folder per class");
    List<String> names = images.stream().map(tree.files()::get).toList();
    FolderLayout layout = FolderLayout.of(names);
    List<Integer> files = new ArrayList<>();
    List<FolderLayout.Place> places = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (layout.place(i).isPresent()) {
        files.add(images.get(i));
        places.add(layout.place(i).get());
      }
    }
    List<String> sorted = ClassNames.sorted(places.stream().map(FolderLayout.Place::className).toList());
    List<String> classes = order(tree, sorted);
    if (classes.size() < 2) {
      throw tooFew(tree, classes, layout);
    }
    Map<String, Integer> labels = ClassNames.labels(classes);
    List<SourceSample> samples = new ArrayList<>(files.size());
    for (int i = 0; i < files.size(); i++) {
      FolderLayout.Place place = places.get(i);
      samples.add(new SourceSample(tree.files().get(files.get(i)), labels.get(place.className()), place.part(), ""));
    }
    List<String> notes =
        Stream.of(
                tree.notes().stream(),
                others.note().stream(),
                empty(tree.folders(), names).note().stream(),
                layout.notes().stream(),
                ClassNames.lookAlike(classes).stream(),
                PartClasses.notes(samples, classes).stream())
            .flatMap(each -> each)
            .toList();
    List<Integer> used = new ArrayList<>(files);
    if (tree.files().contains(NAMES)) {
      used.add(tree.files().indexOf(NAMES));
    }
    return new EncodedImages(
        tree.kind().equals("folder") ? "a folder per class" : "a folder per class in a " + tree.kind(),
        classes,
        GroupPattern.group(samples, options.group()),
        sample -> tree.read(files.get(sample)),
        tree.holders(used),
        notes,
        tree::close);
  }

  /** As {@code class-names.txt} has them, if it names just these; otherwise as sorted. */
  private static List<String> order(FileTree tree, List<String> sorted) {
    int file = tree.files().indexOf(NAMES);
    List<String> listed = file < 0 ? List.of() : IdxFiles.lines(tree, file).toList();
    return ClassNames.sorted(listed).equals(sorted) && listed.size() == sorted.size() ? listed : sorted;
  }

  private static WeftException tooFew(FileTree tree, List<String> classes, FolderLayout layout) {
    String received = classes.isEmpty() ? "none" : "one, '" + Quoted.text(classes.getFirst()) + "'";
    List<String> notes = layout.notes();
    return new WeftException(
        "there must be two or more folders with images, one per class; the %s %s has %s%s; put each class's images into a folder of its own."
            .formatted(
                tree.kind(),
                Quoted.text(tree.path().toString()),
                received,
                notes.isEmpty() ? "" : " (" + String.join(" ", notes).replaceFirst("\\.$", "") + ")"));
  }

  /** The folders without an image below them, those that lie in such a folder left out. */
  private static PassedOver empty(List<String> folders, List<String> images) {
    PassedOver empty =
        new PassedOver("folder holds no image and is no class", "folders hold no image and are no classes");
    String last = null;
    for (String below : folders.stream().map(folder -> folder + "/").sorted(ClassNames.BY_CODE_POINTS).toList()) {
      int at = -1 - Collections.binarySearch(images, below, ClassNames.BY_CODE_POINTS);
      boolean holdsImage = at < images.size() && images.get(at).startsWith(below);
      if (!holdsImage && (last == null || !below.startsWith(last))) {
        empty.add(below.substring(0, below.length() - 1));
        last = below;
      }
    }
    return empty;
  }
}

package dev.weft.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which class and part each image is of, by the names of the folders that it lies in.
 *
 * <p>Folders that hold nothing but one other folder are passed through. Then the folders are parts, if all have names
 * of parts or if two of them name different ones; otherwise they are classes. Below a part the folders are classes,
 * again after those that are alone. The class is the first folder, as in torchvision's {@code ImageFolder}: an image in
 * {@code train/animals/cats} is of class {@code animals}. Parts may also stand deeper, below several folders ({@code
 * camera1/train/cats}) or below each class ({@code cats/train}).
 */
final class FolderLayout {
  /** The class and the part of an image. */
  record Place(String className, Optional<DataPart> part) {}

  private final List<String[]> folders; // of each image, the outermost first
  private final List<Optional<Place>> places = new ArrayList<>();
  private final PassedOver inNoClass =
      new PassedOver(
          "image lies in no folder of a class and is passed over",
          "images lie in no folder of a class and are passed over");
  private final PassedOver inNoPart =
      new PassedOver(
          "image lies beside the folders of the parts and is passed over",
          "images lie beside the folders of the parts and are passed over");
  private final PassedOver deeper =
      new PassedOver(
          "image lies in a folder within that of its class, which counts",
          "images lie in folders within those of their classes, which count");

  private FolderLayout(List<String> images) {
    folders = images.stream().map(FolderLayout::foldersOf).toList();
  }

  private static String[] foldersOf(String image) {
    int end = image.lastIndexOf('/');
    return end < 0 ? new String[0] : image.substring(0, end).split("/");
  }

  /** The layout of these images, by their names. */
  static FolderLayout of(List<String> images) {
    FolderLayout layout = new FolderLayout(images);
    int top = layout.below(List.of(layout.folders), 0, true);
    int parts = layout.depthOfParts(top);
    int classes = top;
    if (parts >= 0) {
      boolean aboveParts = parts > top && layout.inFolders(top).allMatch(path -> path.length == parts + 1);
      classes = aboveParts ? parts - 1 : layout.below(layout.byPart(parts), parts + 1, false);
    }
    for (int i = 0; i < images.size(); i++) {
      layout.places.add(layout.place(images.get(i), layout.folders.get(i), parts, classes));
    }
    return layout;
  }

  private Stream<String[]> inFolders(int depth) {
    return folders.stream().filter(path -> path.length > depth);
  }

  private Collection<List<String[]>> byPart(int depth) {
    Map<DataPart, List<String[]>> parts = new LinkedHashMap<>();
    inFolders(depth)
        .forEach(path ->
            PartName.ofFolder(path[depth])
                .ifPresent(part -> parts.computeIfAbsent(part, p -> new ArrayList<>()).add(path)));
    return parts.values();
  }

  /** How deep the folders stand that are more than one, or hold images, in any of these groups. */
  private int below(Collection<List<String[]>> groups, int from, boolean partsStay) {
    int depth = from;
    while (isPassedThrough(groups, depth, partsStay)) {
      depth++;
    }
    return depth;
  }

  private static boolean isPassedThrough(Collection<List<String[]>> groups, int depth, boolean partsStay) {
    Set<String> alone = new HashSet<>();
    for (List<String[]> group : groups) {
      Set<String> here = names(group, depth);
      if (here.size() != 1 || group.stream().anyMatch(path -> path.length == depth + 1)) {
        return false;
      }
      String name = here.iterator().next();
      boolean isPart = PartName.ofFolder(name).isPresent();
      if (isPart && partsStay && !areParts(names(group, depth + 1))) {
        return false;
      }
      alone.add(isPart ? "" : name);
    }
    return alone.size() == 1;
  }

  private static Set<String> names(List<String[]> paths, int depth) {
    return paths.stream().filter(path -> path.length > depth).map(path -> path[depth]).collect(Collectors.toSet());
  }

  /** Where the folders of the parts stand; -1 if there are none. */
  private int depthOfParts(int top) {
    List<String[]> paths = inFolders(top).toList();
    Set<String> first = names(paths, top);
    if (areParts(first) || first.stream().flatMap(name -> PartName.ofFolder(name).stream()).distinct().count() > 1) {
      return top;
    }
    int deepest = paths.stream().mapToInt(path -> path.length).min().orElse(0);
    return IntStream.range(top, deepest).filter(depth -> areParts(names(paths, depth))).findFirst().orElse(-1);
  }

  private static boolean areParts(Set<String> names) {
    return !names.isEmpty() && names.stream().allMatch(name -> PartName.ofFolder(name).isPresent());
  }

  private Optional<Place> place(String image, String[] path, int parts, int classes) {
    Optional<DataPart> part = parts >= 0 && path.length > parts ? PartName.ofFolder(path[parts]) : Optional.empty();
    if (parts >= 0 && path.length > parts && part.isEmpty()) {
      inNoPart.add(image);
      return Optional.empty();
    }
    if (path.length <= Math.max(parts, classes)) {
      inNoClass.add(image);
      return Optional.empty();
    }
    if (path.length > Math.max(parts, classes) + 1) {
      deeper.add(image);
    }
    return Optional.of(new Place(path[classes], part));
  }

  /** The place of image i; empty if it has none. */
  Optional<Place> place(int i) {
    return places.get(i);
  }

  /** What was passed over, a sentence each. */
  List<String> notes() {
    return Stream.of(inNoPart, inNoClass, deeper).flatMap(passed -> passed.note().stream()).toList();
  }
}

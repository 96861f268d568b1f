package dev.weft.spark.predict;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.image.ImageFile;
import dev.weft.source.SystemFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;

/**
 * The image files at paths and URIs, which Hadoop reaches: files, what a pattern fits, and all below folders. There, a
 * file is one whose name ends as an image's does, or has no ending; hidden ones are passed over.
 */
final class ImageListing {
  private final Configuration configuration;
  private final List<String> images = new ArrayList<>();
  private long passedOver;

  ImageListing(Configuration configuration) {
    this.configuration = configuration;
  }

  /** The URIs of all images added. */
  List<String> images() {
    return images;
  }

  /** How many files below folders are no images by their names. */
  long passedOver() {
    return passedOver;
  }

  /**
   * Adds all images at a place.
   *
   * @throws WeftException if there is none, or if it cannot be read
   */
  void add(String place) {
    int before = images.size();
    try {
      Path path = new Path(place);
      FileSystem system = path.getFileSystem(configuration);
      for (FileStatus found : found(system, path)) {
        if (found.isDirectory()) {
          int first = images.size();
          addFolder(system, found.getPath());
          images.subList(first, images.size()).sort(null);
        } else {
          images.add(found.getPath().toString());
        }
      }
    } catch (IOException | RuntimeException e) {
      throw unreadable(place, e);
    }
    if (images.size() == before) {
      throw new WeftException("there is no image at %s; check the path.".formatted(Quoted.text(place)));
    }
  }

  /** A file or folder of this very name comes before a pattern. */
  private static List<FileStatus> found(FileSystem system, Path path) throws IOException {
    try {
      return List.of(system.getFileStatus(path));
    } catch (FileNotFoundException e) {
      FileStatus[] fitting = system.globStatus(path);
      return fitting == null ? List.of() : List.of(fitting);
    }
  }

  private void addFolder(FileSystem system, Path folder) throws IOException {
    if (system instanceof LocalFileSystem) {
      addLocal(system, folder);
      return;
    }
    RemoteIterator<LocatedFileStatus> files = system.listFiles(folder, true); // in S3 all at once
    while (files.hasNext()) {
      Path file = files.next().getPath();
      if (!isHidden(file, folder.depth())) {
        addFile(file);
      }
    }
  }

  /** Listing all at once would start a process for each file, which asks who may read it. */
  private void addLocal(FileSystem system, Path folder) throws IOException {
    for (FileStatus found : system.listStatus(folder)) {
      Path path = found.getPath();
      if (SystemFiles.isOne(path.getName())) {
        continue;
      }
      if (found.isDirectory()) {
        addLocal(system, path);
      } else {
        addFile(path);
      }
    }
  }

  private void addFile(Path file) {
    if (isImage(file.getName())) {
      images.add(file.toString());
    } else {
      passedOver++;
    }
  }

  /** Whether it, or a folder on the way to it, is hidden. */
  private static boolean isHidden(Path file, int depth) {
    for (Path part = file; part.depth() > depth; part = part.getParent()) {
      if (SystemFiles.isOne(part.getName())) {
        return true;
      }
    }
    return false;
  }

  /** Other programs' marks, such as {@code _SUCCESS}, have no ending either. */
  private static boolean isImage(String name) {
    return ImageFile.isNamedAsImage(name) || !name.contains(".") && !name.startsWith("_");
  }

  private static WeftException unreadable(String place, Exception e) {
    String scheme = place.replaceFirst("(?s):.*", "");
    String shown = Quoted.text(place, 200);
    String why = String.valueOf(e.getMessage());
    if (e instanceof UnsupportedFileSystemException && scheme.equals("s3")) {
      return new WeftException(
          "%s: Hadoop's files in S3 begin with s3a://; write s3a in place of s3.".formatted(shown), e);
    }
    if (why.contains("S3AFileSystem not found")) {
      String version = VersionInfo.getVersion();
      return new WeftException(
          "%s needs Hadoop's library hadoop-aws %s, as Spark has Hadoop %s; say --conf"
                  .formatted(shown, version, version)
              + " spark.jars.packages=org.apache.hadoop:hadoop-aws:%s, or put it with its libraries into Spark's folder jars."
                  .formatted(version),
          e);
    }
    if (e instanceof UnsupportedFileSystemException || why.matches("(?s).*Class \\S+ not found.*")) {
      return new WeftException(
          "%s: Hadoop knows no files of the kind '%s'; put the library for them into Spark's folder jars."
              .formatted(shown, Quoted.text(scheme)),
          e);
    }
    if (e instanceof UnknownHostException || e.getCause() instanceof UnknownHostException) {
      return new WeftException("%s: its host is not known; check the name and the network.".formatted(shown), e);
    }
    return new WeftException("%s cannot be read: %s".formatted(shown, SparkFailure.sentence(e)), e);
  }
}

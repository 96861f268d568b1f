package dev.weft.tensorboard;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.model.Graph;
import dev.weft.protobuf.ProtoReader;
import dev.weft.protobuf.ProtoWriter;
import dev.weft.source.TfRecordFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A file of events that TensorBoard reads while it grows. Each event is there when the call that wrote it returns, and
 * whole or not at all.
 *
 * <p>Format: <a href="https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/event.proto">
 * event.proto</a>, in records as {@link TfRecordFile} has them.
 */
public final class EventFile implements AutoCloseable {
  private static final String START = "events.out.tfevents.";
  private static final String VERSION = "brain.Event:2";

  private final Path file;
  private final FileChannel channel;
  private long end;

  private EventFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Begins a file, after those that are in its folder already.
   *
   * @param folder made where it is not there
   * @param owner whose events they are: letters and digits, which end the file's name
   * @throws WeftException if it cannot be written
   */
  public static EventFile begin(Path folder, String owner) {
    try {
      Files.createDirectories(folder);
      Instant now = Instant.now();
      long second = Math.max(now.getEpochSecond(), last(folder) + 1);
      String name =
          String.format(
              Locale.ROOT, "%s%010d.%s.%d.0.weft-%s", START, second, host(), ProcessHandle.current().pid(), owner);
      Path path = folder.resolve(name);
      EventFile events = new EventFile(path, FileChannel.open(path, CREATE_NEW, WRITE));
      try {
        events.append(event(0, now).text(3, VERSION).message(10, new ProtoWriter().text(1, "Weft")));
      } catch (WeftException e) {
        events.close();
        WholeFile.delete(path);
        throw e;
      }
      return events;
    } catch (IOException e) {
      throw WeftException.unwritable(folder, e);
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9-]", "_");
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** The latest second that the name of a file has; readers take files in that order. */
  private static long last(Path folder) {
    return files(folder).stream()
        .map(path -> path.getFileName().toString().substring(START.length()).split("\\.", 2)[0])
        .filter(second -> second.matches("\\d{1,10}"))
        .mapToLong(Long::parseLong)
        .max()
        .orElse(0);
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(path -> path.getFileName().toString().startsWith(START)).sorted().toList();
    } catch (IOException e) {
      throw WeftException.unreadable(folder, e);
    }
  }

  /** Whether a folder has events, and none of them are this owner's. */
  public static boolean isOfOthers(Path folder, String owner) {
    List<Path> files = files(folder);
    return !files.isEmpty() && files.stream().noneMatch(file -> isOf(file, owner));
  }

  private static boolean isOf(Path file, String owner) {
    return file.getFileName().toString().endsWith(".weft-" + owner);
  }

  /**
   * The highest step at which an owner's files in a folder have a tag; empty where they have none. What a killed
   * process wrote in part does not count.
   */
  public static OptionalLong lastStep(Path folder, String owner, String tag) {
    OptionalLong last = OptionalLong.empty();
    for (Path file : files(folder)) {
      if (isOf(file, owner)) {
        LastStep steps = new LastStep(tag);
        try {
          TfRecordFile.read(file, (from, record) -> steps.look(ProtoReader.of(record)));
        } catch (WeftException e) {
          // what is whole was looked at
        }
        last = steps.found && steps.last > last.orElse(-1) ? OptionalLong.of(steps.last) : last;
      }
    }
    return last;
  }

  private static final class LastStep {
    private final String tag;
    private boolean found;
    private long last;

    LastStep(String tag) {
      this.tag = tag;
    }

    void look(ProtoReader event) {
      long step = 0;
      boolean has = false;
      while (event.next()) {
        switch (event.field()) {
          case 2 -> step = event.varint();
          case 5 -> has = hasTag(event.message());
          default -> {}
        }
      }
      if (has && (!found || step > last)) {
        found = true;
        last = step;
      }
    }

    private boolean hasTag(ProtoReader summary) {
      boolean has = false;
      while (summary.next()) {
        ProtoReader value = summary.message();
        while (value.next()) {
          has |= value.field() == 1 && value.text().equals(tag);
        }
      }
      return has;
    }
  }

  /**
   * Writes an event.
   *
   * @throws WeftException if it cannot be written
   */
  public void write(long step, Instant moment, List<? extends Summary> summaries) {
    ProtoWriter all = new ProtoWriter();
    summaries.forEach(summary -> all.message(1, summary.message()));
    append(event(step, moment).message(5, all));
  }

  /**
   * Writes a network, which TensorBoard draws under GRAPHS.
   *
   * @throws WeftException if it cannot be written
   */
  public void write(Graph network) {
    append(event(0, Instant.now()).bytes(4, GraphDef.of(network)));
  }

  private static ProtoWriter event(long step, Instant moment) {
    ProtoWriter event = new ProtoWriter().decimal(1, moment.toEpochMilli() / 1e3);
    return step == 0 ? event : event.number(2, step);
  }

  private void append(ProtoWriter event) {
    ByteBuffer record = ByteBuffer.wrap(TfRecordFile.framed(event.toBytes()));
    int length = record.remaining();
    try {
      while (record.hasRemaining()) {
        channel.write(record, end + record.position());
      }
      end += length;
    } catch (IOException e) {
      cutOff();
      throw WeftException.unwritable(file, e);
    }
  }

  /** Takes away what a failure left of a record, so that those after it can be read. */
  private void cutOff() {
    try {
      channel.truncate(end);
    } catch (IOException e) {
      // the next record is written in its place
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw WeftException.unwritable(file, e);
    }
  }
}

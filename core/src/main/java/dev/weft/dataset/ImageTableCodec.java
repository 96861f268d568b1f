package dev.weft.dataset;

import dev.weft.image.Ground;
import dev.weft.image.Preparation;
import dev.weft.image.Resampling;
import dev.weft.image.Resize;
import dev.weft.source.DataPart;
import dev.weft.source.SourceSample;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An {@link ImageTable} as bytes, without its pixels. */
final class ImageTableCodec {
  private static final DataPart[] PARTS = DataPart.values();

  private ImageTableCodec() {}

  static byte[] write(ImageTable table) {
    return Bytes.of((out, nothing) -> {
      out.text(table.format());
      out.list(table.classNames(), Bytes.Out::text);
      out.list(table.samples(), ImageTableCodec::write);
      out.list(table.notes(), Bytes.Out::text);
      write(out, table.preparation());
      out.number(table.looked());
      out.number(table.coloured());
      out.list(List.copyOf(table.unreadable().entrySet()), ImageTableCodec::write);
    });
  }

  static ImageTable read(byte[] bytes, MemorySegment pixels) {
    Bytes.In in = Bytes.In.of(bytes);
    return new ImageTable(
        in.text(),
        in.list(Bytes.In::text),
        in.list(ImageTableCodec::sample),
        in.list(Bytes.In::text),
        preparation(in),
        in.integer(),
        in.integer(),
        unreadable(in),
        pixels);
  }

  private static void write(Bytes.Out out, SourceSample sample) throws IOException {
    out.text(sample.name());
    out.number(sample.label());
    out.number(sample.part().map(DataPart::ordinal).orElse(-1));
    out.text(sample.group());
  }

  private static SourceSample sample(Bytes.In in) {
    return new SourceSample(in.text(), in.integer(), part(in.integer()), in.text());
  }

  private static Optional<DataPart> part(int ordinal) {
    return ordinal < 0 ? Optional.empty() : Optional.of(PARTS[ordinal]);
  }

  static void write(Bytes.Out out, Preparation preparation) throws IOException {
    out.number(preparation.height());
    out.number(preparation.width());
    out.number(preparation.channels());
    out.text(preparation.resize().name());
    out.text(preparation.interpolation().name());
    out.text(preparation.ground().name());
  }

  static Preparation preparation(Bytes.In in) {
    return new Preparation(
        in.integer(),
        in.integer(),
        in.integer(),
        Resize.valueOf(in.text()),
        Resampling.valueOf(in.text()),
        Ground.valueOf(in.text()));
  }

  private static void write(Bytes.Out out, Map.Entry<Integer, String> unreadable) throws IOException {
    out.number(unreadable.getKey());
    out.text(unreadable.getValue());
  }

  private static SortedMap<Integer, String> unreadable(Bytes.In in) {
    SortedMap<Integer, String> unreadable = new TreeMap<>();
    in.list(entry -> unreadable.put(entry.integer(), entry.text()));
    return unreadable;
  }
}

package dev.weft.experiment;

import dev.weft.Decimal;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** Settings as YAML for people. */
public final class Yaml {
  private static final DumpSettings FORM =
      DumpSettings.builder().setDefaultFlowStyle(FlowStyle.AUTO).setDereferenceAliases(true).setWidth(120).build();

  private static final DumpSettings LINE =
      DumpSettings.builder().setDefaultFlowStyle(FlowStyle.FLOW).setDereferenceAliases(true).setWidth(10_000).build();

  private Yaml() {}

  /** The same in one line, without its end. */
  public static String line(Object settings) {
    return new Dump(LINE, new Plain(LINE)).dumpToString(settings).strip();
  }

  /** Maps, lists, texts, numbers, booleans and nulls; reading it gives equal ones. */
  public static String text(Object settings) {
    return new Dump(FORM, new Plain(FORM)).dumpToString(settings);
  }

  /** Writes 0.0003, not 3.0E-4. */
  private static final class Plain extends StandardRepresenter {
    Plain(DumpSettings form) {
      super(form);
      representers.put(
          Double.class,
          number ->
              Double.isFinite((Double) number)
                  ? representScalar(Tag.FLOAT, Decimal.text((Double) number), ScalarStyle.PLAIN)
                  : parentClassRepresenters.get(Number.class).representData(number));
    }
  }
}

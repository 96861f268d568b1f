package dev.weft.model;

import dev.weft.config.Form;
import dev.weft.config.Schemas;
import dev.weft.config.Setting;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of steps, or a text: {@code 30 epochs}, {@code 5 %}, {@code rest}. */
final class StepCountForm implements Form<StepCount> {
  private static final String REST = "rest";
  private static final String WITH_UNIT = "([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?(epochs?|%)";
  private static final Pattern PATTERN = Pattern.compile(WITH_UNIT);

  @Override
  public Object write(StepCount steps) {
    return steps.isCounted() ? (Object) steps.count() : steps.toString();
  }

  @Override
  public StepCount read(Setting setting) {
    if (setting.value() instanceof Number) {
      return StepCount.of(setting.as(Double.class));
    }
    String text = setting.text("");
    Matcher parts = PATTERN.matcher(text);
    if (text.equals(REST)) {
      return StepCount.REST;
    }
    if (!parts.matches()) {
      throw setting.wrong("must be a number of steps, or such as '30 epochs', '5 %' or 'rest'");
    }
    double count = Double.parseDouble(parts.group(1));
    return parts.group(2).equals("%") ? StepCount.percent(count) : StepCount.epochs(count);
  }

  @Override
  public Map<String, Object> schema() {
    return Schemas.anyOf(
        List.of(
            Schemas.ordered("type", "number", "minimum", 0),
            Schemas.ordered("type", "string", "pattern", "^(" + WITH_UNIT.replace("?:", "") + "|" + REST + ")$")));
  }
}

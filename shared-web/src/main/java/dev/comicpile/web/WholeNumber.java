package dev.comicpile.web;

import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Reads whole numbers, the same wherever they come from. In addresses and headers they are digits
 * alone, 0 to 9, with a sign where they are negative: no spaces, no other scripts' digits, no
 * {@code 0x10}. In JSON every whole value counts, {@code 5.0} too.
 */
public final class WholeNumber {

  /** As many digits as the largest long has. */
  private static final int MOST_DIGITS = 19;

  private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1," + MOST_DIGITS + "}");

  private WholeNumber() {}

  /** The number that a text in an address or a header is; empty where it is none. */
  public static OptionalLong inAddress(String text) {
    try {
      return DIGITS.matcher(text).matches()
          ? OptionalLong.of(Long.parseLong(text))
          : OptionalLong.empty();
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }

  static int intInAddress(String text) {
    long number = longInAddress(text);
    if (number != (int) number) {
      throw new NumberFormatException("too large");
    }
    return (int) number;
  }

  static long longInAddress(String text) {
    return inAddress(text).orElseThrow(() -> new NumberFormatException("not a whole number"));
  }

  /** Reads JSON's numbers where they are whole, as numbers or as ids. */
  static final class InJson<N> extends StdScalarDeserializer<N> {

    private final BigDecimal lowest;
    private final BigDecimal highest;
    private final LongFunction<N> type;

    InJson(Class<N> handled, long lowest, long highest, LongFunction<N> type) {
      super(handled);
      this.lowest = BigDecimal.valueOf(lowest);
      this.highest = BigDecimal.valueOf(highest);
      this.type = type;
    }

    @Override
    @SuppressWarnings("unchecked") // Jackson's own promise
    public N deserialize(JsonParser parser, DeserializationContext context) {
      if (parser.currentToken().isNumeric()) {
        BigDecimal value = parser.getDecimalValue();
        // Compared first: to write 1e999999999 as a whole number would take a gigabyte.
        if (value.compareTo(lowest) < 0 || value.compareTo(highest) > 0) {
          throw new InputCoercionException(
              parser, "out of range", parser.currentToken(), handledType());
        }
        if (value.stripTrailingZeros().scale() <= 0) {
          return type.apply(value.longValueExact());
        }
      }
      return (N) context.handleUnexpectedToken(getValueType(context), parser);
    }
  }
}

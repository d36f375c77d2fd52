package dev.comicpile.portability.format;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What there is to say of a file that is not taken as it is: a sentence or a part of one, for
 * people in English and for programs by its code and its facts.
 *
 * @param facts texts, numbers, times, and remarks that are parts of this one, by their names
 */
public record Remark(Wording wording, Map<String, Object> facts) {

  /** The fact that says whose stream it is about. */
  private static final String READER = "reader";

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  public Remark {
    facts = Map.copyOf(facts);
  }

  /** With a further fact. */
  public Remark with(String name, Object fact) {
    Map<String, Object> more = new TreeMap<>(facts);
    more.put(name, fact);
    return new Remark(wording, more);
  }

  /** The same of one reader of several. */
  public Remark of(String username) {
    return with(READER, username);
  }

  /**
   * It as programs read it.
   *
   * @param code which sentence it is
   * @param values its facts by their names; a part of the sentence is there by its code, and by its
   *     own facts beside it
   */
  @Schema(name = "Remark")
  public record Coded(String code, Map<String, String> values) {}

  /** Remarks in English. */
  public static List<String> texts(List<Remark> remarks) {
    return remarks.stream().map(Remark::text).toList();
  }

  /** Remarks as programs read them. */
  public static List<Coded> coded(List<Remark> remarks) {
    return remarks.stream().map(Remark::coded).toList();
  }

  /** It as programs read it. */
  public Coded coded() {
    return new Coded(wording.code(), values());
  }

  private Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    facts.forEach(
        (name, fact) -> {
          if (fact instanceof Remark part) {
            values.putAll(part.values());
            values.put(name, part.wording().code());
          } else {
            values.put(name, fact.toString());
          }
        });
    return values;
  }

  /** In English. */
  public String text() {
    Matcher places = PLACE.matcher(wording.template());
    String text = places.replaceAll(place -> Matcher.quoteReplacement(text(place.group(1))));
    return facts.containsKey(READER) ? text(READER) + ": " + text : text;
  }

  private String text(String name) {
    Object fact = facts.get(name);
    return fact instanceof Remark part ? part.text() : String.valueOf(fact);
  }
}

package dev.comicpile.portability.format;

import java.util.Locale;
import java.util.Map;

/** The sentences about files, and their parts. Facts stand in braces, by their names. */
public enum Wording {
  // what a cell must hold
  AT_MOST("must be at most {limit}"),
  AT_LEAST("must be {limit} or more"),
  BETWEEN("must be 1 to {limit}"),
  WHOLE("must be a whole number"),
  NUMBER("must be a number"),
  HALF_STEPS("must be 0.5 to 5.0 in steps of 0.5"),
  TEXT("must be a text"),
  TOO_LONG("must have at most {limit} characters"),
  BLANK("must not be blank"),
  HALF_A_PAIR("must not contain half of a surrogate pair"),
  CONTROLS("must not contain control characters"),
  CONTROLS_OR_SPACES("must not contain control characters or begin or end with a space"),
  WEB_ADDRESS("must be an absolute http or https address"),
  TIME("must be a time such as 2026-03-01T20:15:30Z"),
  TIME_TO_NOW("must be a time from 1970 to now"),
  ON_LADDER("must be a die of the ladder ({dice})"),
  ONE_OF("must be {words}"),
  IN_ORDER("must not be before the event before it"),

  // what is entered instead
  NOTHING("nothing is entered"),
  ENTERED("{entered} is entered"),
  NAME_OF_ID("a name made of its id is entered"),
  TITLE_OF_ID("a title made of its id is entered"),
  DIE_THERE("the die that lay there is entered"),
  DIE_NEXT("the die that follows is entered"),
  USUAL_DIE("the usual start die is entered"),
  CHOSEN("override is entered"),
  MOVE_OF_RATING("the move that follows from the rating is entered"),
  FIRST_KNOWN("what is known first of it is entered"),
  FIRST_EVENT("its first event is entered"),
  LAST_EVENT("its last event is entered"),
  TIME_BEFORE("the time of the event before it is entered"),

  // what it is about
  ROW("Row {id} of {name}"),
  USER("User {id}"),
  THREAD("Thread {id}"),
  THREAD_OF("Thread {id} ({name})"),
  SESSION("Session {id}"),
  EVENT("Event {id}"),
  EVENT_OF("Event {id} ({name})"),

  // rows of a spreadsheet that are refused
  MISSING("Missing {column}"),
  CELL("{column} {problem}"),
  QUOTATION("A quotation mark is in the wrong place, so this line was left out"),
  UNKNOWN_THREAD("Thread {thread} not found"),

  // what is set right
  CELL_REPAIRED("{subject}: {column} is {value} and {problem}; {instead}."),
  CELL_MISSING("{subject}: {column} is missing; {instead}."),
  USERNAME_REPAIRED("The username {value} {problem}; {entered} is entered."),
  REGISTERED_NOW("{name} is said to have registered at {at}, which cannot be; now is entered."),
  UNREADABLE_END("{name}: the end of the pile could not be read when it was exported."),
  ACCOUNT_KEPT(
      "The account {name} was here already: it keeps its password and the day it registered here."),
  RESULT_OUTSIDE("{subject} has the result {result} on a {die}; {instead}."),
  SESSION_ENDED_EARLY(
      "{subject}: the session is said to have ended at {at}, before its last event at {entered},"
          + " which is entered."),
  NO_OBJECT("{subject} is no object, so it is left out."),
  WITHOUT_ID("{subject} has no id, so it is left out."),
  TWICE("{subject} is there twice; the first row is entered."),
  NAME_TAKEN("{subject} has the name of another user, '{taken}'; '{entered}' is entered."),
  WITHOUT_TIME("{subject} has no event before it, so it is left out."),
  WITHOUT_START("{subject} has no time and no event, so it is left out."),
  OF_NOBODY("{subject} belongs to no user of the export."),
  EVENT_OF_NOBODY("{subject} belongs to no user of the export, so it is left out."),
  OF_SOMEBODY_ELSE("{subject} is about thread {thread} of somebody else, so it is left out."),
  UNKNOWN_KIND("{subject} is of a kind that this system does not have."),
  WITHOUT_THREAD("{subject} names no thread, so it is left out."),
  WITHOUT_ISSUES("{subject} does not say how many issues were read; one is entered."),
  WITHOUT_RATING("{subject} has no rating; it is entered as read."),
  SNOOZED_ALREADY("{subject} snoozes a thread that is snoozed already, so it is left out."),
  NOT_SNOOZED("{subject} unsnoozes a thread that is not snoozed, so it is left out."),
  COMPLETED_BY_THEN(
      "{subject} picks or snoozes thread {thread}, which is completed by then, so it is left out."),
  SESSION_GONE(
      "Session {id} is not in the export; its events are entered under a new session {session}."),
  SESSION_STARTED_LATE(
      "Session {id} is said to have started at {at}, after its first event at {entered}, which is"
          + " entered."),
  ENDED_BEFORE_START(
      "Session {id} is said to have ended at {at}, before it started at {entered}, which is"
          + " entered."),
  ENDED_BEFORE_LAST(
      "Session {id} is said to have ended at {at}, before its last event at {entered}, which is"
          + " entered."),
  WITHOUT_SESSION("{subject} names no session; it is entered under session {session}."),
  SESSION_OVER(
      "{subject} belongs to session {said}, which is over by then; it is entered under session"
          + " {session}."),
  UNCOUNTED(
      "More issues of thread {id} were read than can be counted; one is entered for each event."),
  THREAD_GONE(
      "Thread {id} is not in the export any more; what happened to it is entered under the title"
          + " '{title}', and it is deleted after that."),
  STATUS("{subject} is said to be {said}, but with {issues} issues remaining it is {status}."),
  SHARED_POSITION(
      "Threads {ids} share the position {position}; they stand in the order of their ids.");

  private final String template;

  Wording(String template) {
    this.template = template;
  }

  /** The English of it. */
  String template() {
    return template;
  }

  /** The word for it in what programs read. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A sentence of it without facts, or to which they are added. */
  public Remark say() {
    return new Remark(this, Map.of());
  }

  /** A sentence of it. */
  public Remark of(String name, Object fact) {
    return new Remark(this, Map.of(name, fact));
  }

  /** A sentence of it. */
  public Remark of(String name, Object fact, String second, Object other) {
    return new Remark(this, Map.of(name, fact, second, other));
  }
}

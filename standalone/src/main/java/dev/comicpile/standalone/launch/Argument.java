package dev.comicpile.standalone.launch;

/** What can be given when starting Comic Pile, by an argument or by a variable. */
public enum Argument {
  PORT("--port", "PORT", "PILE_PORT", "8080", "port of the web server, up to 65535; 0 takes any"),
  DATA_DIR("--data-dir", "DIR", "PILE_DATA_DIR", "~/.comic-pile", "where everything is kept"),
  HEAP("--heap", "SIZE", "PILE_HEAP", "192m", "most memory for the JVM's heap, 128m to 64g"),
  DEMO("--demo", "", "PILE_DEMO", "off", "adds a demo reader with a pile to play with");

  private final String flag;
  private final String value;
  private final String variable;
  private final String preset;
  private final String description;

  Argument(String flag, String value, String variable, String preset, String description) {
    this.flag = flag;
    this.value = value;
    this.variable = variable;
    this.preset = preset;
    this.description = description;
  }

  public String flag() {
    return flag;
  }

  /** What stands for its value, such as {@code PORT}; empty where it needs none. */
  public String value() {
    return value;
  }

  public String variable() {
    return variable;
  }

  /** Its value where neither is given. */
  public String preset() {
    return preset;
  }

  public String description() {
    return description;
  }

  /** Its line of what {@code --help} says. */
  public String help() {
    String variableAndValue = value.isEmpty() ? variable + "=on" : variable;
    return "  %-16s %s; %s if absent (%s)"
        .formatted((flag + " " + value).strip(), description, preset, variableAndValue);
  }
}

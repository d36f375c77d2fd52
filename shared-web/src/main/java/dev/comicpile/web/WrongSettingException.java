package dev.comicpile.web;

/** A setting has a value that cannot be used. The message is one sentence that names it. */
public final class WrongSettingException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public WrongSettingException(String sentence) {
    super(sentence);
  }
}

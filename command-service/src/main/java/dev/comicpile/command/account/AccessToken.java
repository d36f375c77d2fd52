package dev.comicpile.command.account;

/** A token pair without the half that the browser's cookie holds. */
public record AccessToken(String accessToken, String tokenType) {

  @Override
  public String toString() {
    return "AccessToken"; // a token does not belong in a log
  }
}

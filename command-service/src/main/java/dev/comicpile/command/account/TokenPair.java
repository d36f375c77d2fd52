package dev.comicpile.command.account;

/** What a login answers: a token to call with and one to get the next pair with. */
public record TokenPair(String accessToken, String refreshToken, String tokenType) {

  TokenPair(String accessToken, String refreshToken) {
    this(accessToken, refreshToken, "bearer");
  }

  @Override
  public String toString() {
    return "TokenPair"; // tokens don't belong in a log
  }
}

package dev.comicpile.command.account;

import io.swagger.v3.oas.annotations.media.Schema;

/** A token pair without the half that the browser's cookie holds. */
@Schema(name = "AccessToken")
public record AccessToken(String accessToken, String tokenType) {

  @Override
  public String toString() {
    return "AccessToken"; // a token does not belong in a log
  }
}

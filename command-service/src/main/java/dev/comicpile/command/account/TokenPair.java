package dev.comicpile.command.account;

import dev.comicpile.web.Secret;

/** What a login answers: a token to call with and one to get the next pair with. */
public record TokenPair(Secret accessToken, Secret refreshToken, String tokenType) {

  TokenPair(String accessToken, String refreshToken) {
    this(new Secret(accessToken), new Secret(refreshToken), "bearer");
  }
}

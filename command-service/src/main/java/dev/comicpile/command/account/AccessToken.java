package dev.comicpile.command.account;

import dev.comicpile.web.Secret;

/** A token pair without the half that the browser's cookie holds. */
public record AccessToken(Secret accessToken, String tokenType) {}

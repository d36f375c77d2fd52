/** Signing in by an account of an OpenID Connect provider, and linking one with an account here. */
@NullMarked
package dev.comicpile.command.account.oidc;

import org.jspecify.annotations.NullMarked;

/**
 * The words both services share: dice, actions, and the commands, events, views and problems made
 * of them.
 */
@NullMarked
package dev.comicpile.api;

import org.jspecify.annotations.NullMarked;

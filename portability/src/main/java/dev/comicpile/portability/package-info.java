/**
 * Data that moves in and out: exports, imports, backup and restore. What the services have to give
 * for it stands here as interfaces, so that neither of them is needed to read it.
 */
@NullMarked
package dev.comicpile.portability;

import org.jspecify.annotations.NullMarked;

/** Both services in one process, with a PostgreSQL of its own. */
@NullMarked
package dev.comicpile.standalone;

import org.jspecify.annotations.NullMarked;

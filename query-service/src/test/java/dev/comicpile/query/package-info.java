/** Tests of the query-service on a real PostgreSQL. */
@NullMarked
package dev.comicpile.query;

import org.jspecify.annotations.NullMarked;

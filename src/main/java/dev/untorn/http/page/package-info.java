/** Pages made by the server: listings and problems, as HTML and JSON. */
@NullMarked
package dev.untorn.http.page;

import org.jspecify.annotations.NullMarked;

/** Listings and problem reports, each as HTML and JSON. Pure: from values to bytes. */
@NullMarked
package dev.untorn.http.page;

import org.jspecify.annotations.NullMarked;

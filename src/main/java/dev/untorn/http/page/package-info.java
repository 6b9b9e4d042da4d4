/**
 * Documents that the server makes: listings and problem reports, each as HTML and as JSON. Pure:
 * from values to bytes.
 */
@NullMarked
package dev.untorn.http.page;

import org.jspecify.annotations.NullMarked;

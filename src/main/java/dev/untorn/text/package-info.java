/** How figures and tables look to people, in a terminal and on a page. A leaf. */
@NullMarked
package dev.untorn.text;

import org.jspecify.annotations.NullMarked;

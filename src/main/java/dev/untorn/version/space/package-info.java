/** Room for private copies: budgets, unnamed files, and what to drop when room runs short. */
@NullMarked
package dev.untorn.version.space;

import org.jspecify.annotations.NullMarked;

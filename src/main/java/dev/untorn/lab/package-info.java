/**
 * The integrity lab: writers change a file, clients ask for it, and checkers judge afterwards, from
 * the bytes alone, what each response was. The grammar is Jepsen's: the run only records a history;
 * a checker that fails yields "unknown", never a pass.
 */
@NullMarked
package dev.untorn.lab;

import org.jspecify.annotations.NullMarked;

/** What people and programs see of a run: table, JSON, page, progress. */
@NullMarked
package dev.untorn.lab.report;

import org.jspecify.annotations.NullMarked;

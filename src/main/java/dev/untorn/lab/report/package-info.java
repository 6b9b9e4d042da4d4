/**
 * What people and programs see of an integrity run: text, Markdown, page, JSON, progress. All of
 * them only read a {@link dev.untorn.lab.run.LabResult}; what several say is in {@code Wording} and
 * {@code ResultTables}.
 */
@NullMarked
package dev.untorn.lab.report;

import org.jspecify.annotations.NullMarked;

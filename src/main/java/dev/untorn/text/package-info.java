/**
 * Building blocks of reports, for people and for programs. A leaf.
 *
 * <ul>
 *   <li>{@link dev.untorn.text.Table}: {@code new Table("case").right("requests/s")}, then {@code
 *       table.row().add("1KiB").add("12", Tone.BAD)}; shown by {@code terminal(colour)}, {@code
 *       markdown()} or {@code html()}.
 *   <li>{@link dev.untorn.text.HtmlPage}: {@code new HtmlPage(title, heading).paragraph(text)
 *       .section(title).add(table.html()).end()}, with the style sheet {@code page.css}.
 *   <li>{@link dev.untorn.text.Chart}: an SVG picture; a {@link dev.untorn.text.Scale} places
 *       values in it.
 *   <li>{@link dev.untorn.text.LiveDisplay}: {@code show(block)} replaces the previous block,
 *       {@code keep(line)} stays; without a terminal only the latter prints.
 *   <li>{@link dev.untorn.text.Json}: {@code Json.snakeCase().as(Histogram.class, this::quantiles)
 *       .text(record)}.
 * </ul>
 */
@NullMarked
package dev.untorn.text;

import org.jspecify.annotations.NullMarked;

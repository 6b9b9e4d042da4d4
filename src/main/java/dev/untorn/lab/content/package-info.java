/**
 * File content that describes itself, block by block ({@link dev.untorn.lab.content.BlockPattern}),
 * and what a body's blocks say of themselves ({@link dev.untorn.lab.content.BlockScanner}). Uses
 * nothing else of the lab.
 */
@NullMarked
package dev.untorn.lab.content;

import org.jspecify.annotations.NullMarked;

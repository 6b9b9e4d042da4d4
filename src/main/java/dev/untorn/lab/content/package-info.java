/**
 * Self-describing file content ({@link dev.untorn.lab.content.BlockPattern}), and a scanner for
 * received bodies ({@link dev.untorn.lab.content.BlockScanner}). Uses nothing else of the lab.
 */
@NullMarked
package dev.untorn.lab.content;

import org.jspecify.annotations.NullMarked;

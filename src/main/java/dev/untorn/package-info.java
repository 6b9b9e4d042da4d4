/**
 * Untorn serves files that change, and never lets a client take a mixture of two versions of a file
 * for a complete response.
 *
 * <p>Each package uses only those to its right ({@code LayersTest} enforces it):
 *
 * <pre>
 * cli → {lab, bench} → server → http → metrics → delivery → origin → version → linux
 *                                    (config, client, semantics, text: leaves)
 * </pre>
 *
 * <p>A request flows through seven values:
 *
 * <pre>
 * request → resolve → acquire → plan → deliver → fence → account
 * Request   Resolution  Acquisition  Plan  Transfer  Ending   Receipt
 * </pre>
 *
 * <p>Invariants: no path after resolve; no stat after acquire; every header comes from the Version.
 * Calls go down, facts go up. The event loop never waits for a disk.
 */
@NullMarked
package dev.untorn;

import org.jspecify.annotations.NullMarked;

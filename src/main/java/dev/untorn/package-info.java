/**
 * Untorn is an HTTP file server and caching file proxy that never lets a client take a mixture of
 * two versions of a file, or an incomplete one, for a complete response.
 *
 * <p>Each package uses only those to its right; {@code LayersTest} enforces it:
 *
 * <pre>
 * cli → {lab, bench, warm} → server → http → metrics → delivery → origin → version → linux
 *                                             (config, client, semantics, text: leaves)
 * </pre>
 *
 * <p>Large packages have rooms (sub-packages), which form no cycle; some may be entered only by
 * their own package:
 *
 * <pre>
 * linux      file · net · lab: what only the lab calls
 * config     key: what may be set · load: reading it
 * version    snapshot · store · lease · space · digest
 * semantics  RFC 9110, pure: dates, tags, fields, ranges
 * origin     directory · cache: RFC 9111, pure · object: stored responses on disk
 *            · upstream: the HTTP client · s3: buckets · proxy: what joins them
 * delivery   plans, endings, receipts · transfer · wire
 * http       h1 · page · accesslog
 * cli        serve, proxy, probe · cache · warm · bench · lab
 * server     listeners, start and stop, the admin server · probe
 * </pre>
 *
 * <p>A request goes through seven steps, of which each hands one value on:
 *
 * <pre>
 * request → resolve → acquire → plan → deliver → fence → account
 * Request   Resolution  Acquisition  Plan  Transfer  Ending   Receipt
 * </pre>
 *
 * <p>Invariants: no path after resolve; no stat after acquire; every header comes from the Version.
 * Calls go down, facts go up. The event loop never waits for a disk, a peer or a lock. Switches
 * over sealed types have no {@code default}, so that the compiler lists what a new case touches.
 */
@NullMarked
package dev.untorn;

import org.jspecify.annotations.NullMarked;

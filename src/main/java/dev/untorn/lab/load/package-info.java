/**
 * Clients that ask in the ways real ones do, and record only facts. {@link
 * dev.untorn.lab.load.ClientKind} runs each kind with a {@link
 * dev.untorn.lab.load.RecordingClient}.
 */
@NullMarked
package dev.untorn.lab.load;

import org.jspecify.annotations.NullMarked;

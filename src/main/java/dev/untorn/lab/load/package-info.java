/**
 * Clients that send the requests real ones send, and only record. {@link
 * dev.untorn.lab.load.ClientKind} runs each kind with a {@link
 * dev.untorn.lab.load.RecordingClient}.
 */
@NullMarked
package dev.untorn.lab.load;

import org.jspecify.annotations.NullMarked;

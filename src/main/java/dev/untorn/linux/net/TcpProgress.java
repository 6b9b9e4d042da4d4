package dev.untorn.linux.net;

/**
 * The state of the bytes handed to a TCP socket (ioctl SIOCOUTQ and TCP_INFO, tcp(7)).
 *
 * @param unsentBytes never in a packet yet
 * @param inFlightBytes sent at least once, not acknowledged
 * @param retransmissions segments sent again so far
 */
public record TcpProgress(long unsentBytes, long inFlightBytes, long retransmissions) {}

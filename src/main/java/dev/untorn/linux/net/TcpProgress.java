package dev.untorn.linux.net;

/**
 * What became of the bytes that were handed to a TCP socket, as its sender knows (ioctl SIOCOUTQ
 * and TCP_INFO, tcp(7)), at one moment.
 *
 * @param unsentBytes accepted by the socket, never in a packet yet
 * @param inFlightBytes sent at least once, not acknowledged
 * @param retransmissions segments sent again so far
 */
public record TcpProgress(long unsentBytes, long inFlightBytes, long retransmissions) {}
